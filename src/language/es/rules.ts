import { formatNumber, plural } from '../plural.ts';
import type { RulesMessages } from '../rules-messages.ts';

/** What a policy's rules are told in, in Spanish. */
export const rulesEs: RulesMessages = {
  title: 'Cómo anunciamos los cambios',
  titleOf: ({ title }) => `${title}: cómo anunciamos los cambios`,
  lead: 'Cuando este documento cambia, de la clase de cambio depende cómo se le informa, cuándo entra en vigor y qué puede hacer usted.',
  onlyFor: ({ audience }) => `Este documento se dirige únicamente a: ${audience}.`,
  formAlone: 'Cambio solo de forma',
  limits: {
    form: 'Solo cambia la forma del texto, y ni una sola palabra.',
    sections: 'Solo para cambios en estas secciones',
    byLaw: 'Solo para lo que exige la ley. Indicamos qué norma lo exige.',
    reason: 'Indicamos el motivo.',
    alone: 'Usted responde a él por separado, nunca junto con otros documentos.',
  },
  told: 'Cómo se le informa',
  channels: {
    mail: 'por correo electrónico',
    site: 'en nuestro sitio web',
    account: 'en su cuenta',
    post: 'por correo postal',
    push: 'mediante una notificación push',
  },
  tell: {
    nobody: 'No se informa a nadie. El cambio figura en la lista de todas las versiones.',
    one: ({ ways }) => `Le informamos ${ways}.`,
    any: ({ ways }) => `Le informamos ${ways}. Basta con una de estas vías.`,
    all: ({ ways }) =>
      `Le informamos ${ways}. Solo se considera que se le ha informado cuando se ha hecho por todas estas vías.`,
    some: ({ need, ways }) => `Le informamos por al menos ${need} de estas vías: ${ways}.`,
    durable: 'El propio correo contiene todos los cambios y el nuevo texto completo.',
  },
  when: {
    moments: {
      posting: {
        at: 'en el momento de su publicación',
        after: ({ period }) => `${period} después de su publicación`,
      },
      notice: {
        at: 'en el momento en que le informamos',
        after: ({ period }) => `${period} después de que le informemos`,
      },
      receipt: {
        at: 'en el momento en que recibe el aviso',
        after: ({ period }) => `${period} después de que reciba el aviso`,
      },
      renewal: {
        at: 'en la próxima renovación de su contrato',
        after: ({ period }) => `${period} después de la próxima renovación de su contrato`,
      },
      effect: {
        at: 'en el momento en que el cambio entra en vigor',
        after: ({ period }) => `${period} después de la entrada en vigor del cambio`,
      },
      proposal: {
        at: 'en el momento de su propuesta',
        after: ({ period }) => `${period} después de su propuesta`,
      },
      'document-date': {
        at: 'en la fecha que indica el texto',
        after: ({ period }) => `${period} después de la fecha que indica el texto`,
      },
    },
    beforeEffect: ({ period }) => `${period} antes de la entrada en vigor del cambio`,
    renewalAfterNotice: ({ period }) =>
      `en la primera renovación de su contrato que se produzca al menos ${period} después de que le informemos`,
    businessDays: ({ count }) =>
      plural(count, 'es', {
        one: `${formatNumber(count, 'es')} día hábil`,
        many: `${formatNumber(count, 'es')} de días hábiles`,
        other: `${formatNumber(count, 'es')} días hábiles`,
      }),
    countedBack: ({ when }) => `${when}, contando hacia atrás desde esa fecha`,
    midnight: ({ when }) => `${when}, a la medianoche siguiente`,
    both: ({ first, second }) => `${first}; ${second}`,
    latest: ({ when }) => `en la última de estas fechas: ${when}`,
    earliest: ({ when }) => `en la primera de estas fechas: ${when}`,
  },
  effect: {
    label: 'Cuándo entra en vigor',
    at: ({ when }) => `El cambio entra en vigor ${when}.`,
    earlier: 'Podemos fijar una fecha anterior, y entonces indicamos el motivo.',
    acceptance: 'Si acepta el cambio antes, se le aplica desde ese momento.',
    use: 'Si se le ha informado del cambio y usa el servicio antes, se le aplica desde ese momento.',
    newcomers: 'Si se registra cuando ya está anunciado, se le aplica de inmediato.',
    late: ({ period }) =>
      `Si solo le informamos en ese momento o más tarde, no se le aplica hasta ${period} después de que le informemos.`,
    lateAtOnce: 'Si solo le informamos en ese momento o más tarde, se le aplica en cuanto le informamos.',
  },
  decline: {
    can: ({ offers }) => `Puede ${offers}.`,
    offers: {
      leave: 'darse de baja (de inmediato o al final del plazo)',
      leaveNow: 'darse de baja de inmediato',
      leaveAtClose: 'darse de baja al final del plazo',
      leaveNowOrAtEffect: 'darse de baja (de inmediato o cuando el cambio entre en vigor)',
      leaveAtEffect: 'darse de baja cuando el cambio entre en vigor',
      leavePart: 'darse de baja de la parte del servicio a la que afecta el cambio',
      keepOld: 'conservar la versión anterior',
      keepOldPart: 'conservar la versión anterior de la parte a la que afecta el cambio',
    },
    stop: 'Puede dejar de usar el servicio.',
    untilItApplies: 'El plazo termina cuando el cambio empieza a aplicársele.',
    untilYouUse: 'El plazo termina cuando vuelve a usar el servicio.',
    untilYouAccept: 'Puede hacerlo mientras no haya aceptado.',
    ends: ({ when }) => `El plazo termina ${when}.`,
    free: 'Darse de baja no le cuesta nada.',
    kept: 'Si conserva la versión anterior, se le aplica mientras dure su contrato.',
    keptUntil: ({ when }) =>
      `Si conserva la versión anterior, se le aplica durante un tiempo, que termina ${when}.`,
    mayEnd: 'Si la conserva, podemos poner fin a su contrato una vez que el cambio esté en vigor.',
    mayEndAfter: ({ period }) =>
      `Si la conserva, podemos poner fin a su contrato, como muy pronto ${period} después de comunicárselo y no antes de que el cambio esté en vigor.`,
  },
  agree: {
    none: 'No se le pide su aceptación: el cambio se aplica sin ella.',
    silence: 'Si al final del plazo no ha dicho que no, su silencio equivale a la aceptación.',
    use: 'Acepta si sigue usando el servicio una vez que el cambio se le aplica.',
    explicit: 'Nada cambia para usted mientras no acepte.',
    asked: 'Cuando el cambio esté en vigor, se le pedirá que acepte antes de continuar.',
    optional: 'Se le pedirá que acepte, y podrá continuar sin responder.',
    restrict: ({ when }) =>
      `El plazo para responder termina ${when}. Después solo puede usar el servicio en parte, hasta que acepte.`,
    end: ({ when }) =>
      `El plazo para responder termina ${when}. Después no puede usar el servicio, hasta que acepte.`,
    late: ({ period }) =>
      `Si solo le informamos en ese momento o más tarde, termina ${period} después de que le informemos.`,
  },
  forAudience: ({ audience }) => `Para: ${audience}`,
  otherwise: 'Como arriba, salvo lo siguiente:',
  several:
    'Si pertenece a varios de los grupos que se nombran aquí, valen para usted las fechas más tardías y la forma de aceptación más estricta de todos ellos, y puede hacer lo que pueda hacer cualquiera de ellos.',
  unknownStrictest: 'Si no sabemos si pertenece a un grupo, sus reglas valen también para usted.',
  unknownDefault: 'Si no sabemos si pertenece a un grupo, sus reglas no valen para usted.',
  always: 'En todo cambio',
  laterDate: 'Podemos fijar una fecha posterior a la que resulta de estas reglas.',
  mustBeSaid:
    'El silencio o el uso solo equivale a la aceptación si usted aceptó una versión anterior y el aviso que recibió lo decía.',
  announced:
    'Si cambiamos estas reglas, los cambios ya anunciados conservan aquellas con las que se anunciaron.',
  revocable: 'Puede retirar una aceptación en cualquier momento.',
  received: ({ way, period }) => `Un aviso ${way} se considera recibido ${period} después de su envío.`,
  receivedOnProof: ({ way }) => `Un aviso ${way} solo se considera recibido cuando sabemos que ha llegado.`,
  posted: ({ period }) => `El aviso permanece en nuestro sitio web durante ${period}.`,
  zone: ({ zone }) => `Los días y los meses se cuentan en la zona horaria ${zone}.`,
  noBusinessDays: 'Días que no son hábiles',
};
