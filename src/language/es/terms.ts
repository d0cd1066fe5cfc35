import type { TermsMessages } from '../terms-messages.ts';

/** What is said of versions with rules of their own, in Spanish. */
export const termsEs: TermsMessages = {
  subject: ({ title }) => `${title}: cambios anunciados`,
  reminderSubject: ({ title }) => `Recordatorio: ${title}, cambios anunciados`,
  leadForInformation: ({ title, company, version }) =>
    `${company} ha publicado la versión ${version} de «${title}». Este correo es informativo: aquí le explicamos qué cambia y desde cuándo.`,
  leadAgain: ({ title, company, version, postedDate }) =>
    `El ${postedDate}, ${company} publicó la versión ${version} de «${title}». Le explicamos de nuevo qué cambia, desde cuándo y qué significa para usted.`,
  withdrawnLead: ({ title, company, version }) =>
    `${company} ha retirado la versión ${version} de «${title}». No entrará en vigor y usted no tiene que hacer nada.`,
  effect: {
    after: ({ period }) =>
      `Como muy pronto, ${period} después del envío de este correo. En su página personal verá la fecha y la hora exactas.`,
    atOnce: 'Con el envío de este correo.',
    onPage: 'En su página personal verá la fecha y la hora.',
    atRenewal: 'Cuando se renueve su contrato. En su página personal verá la fecha en cuanto se conozca.',
    notKnown:
      'Todavía no está fijada: depende de un aviso y, según nuestros registros, no le ha llegado ninguno.',
  },
  reason: 'Motivo',
  soonerReason: 'Por qué antes de lo habitual',
  declineUntilRenewal: 'Puede rechazar los cambios y darse de baja hasta que se renueve su contrato.',
  silence: {
    until: ({ version, date }) =>
      `Si no hace nada hasta el ${date}, se entenderá que acepta la versión ${version}.`,
    within: ({ version, period }) =>
      `Si no hace nada en un plazo de ${period} desde el envío de este correo, se entenderá que acepta la versión ${version}. En su página personal verá la fecha y la hora exactas.`,
    around: ({ version, period, date }) =>
      `Si no hace nada hasta el ${date}, se entenderá que acepta la versión ${version}. Si este correo se envió después, tiene ${period} desde el envío. En su página personal verá la fecha y la hora exactas.`,
    lateUntil: ({ since, date, version }) =>
      `El cambio se aplica a otras personas desde el ${since}. A usted se le aplica hasta el ${date} la versión que tiene ahora, y puede oponerse hasta entonces. Si no hace nada, se entenderá que acepta la versión ${version}.`,
    lateWithin: ({ since, period, version }) =>
      `El cambio se aplica a otras personas desde el ${since}. A usted se le aplica durante ${period} desde el envío de este correo la versión que tiene ahora, y puede oponerse en ese plazo. Si no hace nada, se entenderá que acepta la versión ${version}. En su página personal verá la fecha y la hora exactas.`,
    untilRenewal: ({ version }) =>
      `Si no hace nada hasta que se renueve su contrato, se entenderá que acepta la versión ${version}.`,
    onPage: ({ version }) =>
      `Si no hace nada, se entenderá que acepta la versión ${version}. En su página personal verá hasta cuándo puede oponerse o cuándo terminó el plazo.`,
    ended: ({ version, date, closedDate }) =>
      `El plazo para oponerse terminó el ${closedDate}. Como no se ha opuesto, la versión ${version} se le aplica a partir del ${date}.`,
    endedUntilRenewal: ({ version, closedDate }) =>
      `El plazo para oponerse terminó el ${closedDate}. Como no se ha opuesto, la versión ${version} se le aplica a partir de la renovación de su contrato.`,
  },
  use: {
    afterRenewal: ({ version }) =>
      `Si sigue usando el servicio después de que se renueve su contrato, acepta con ello la versión ${version}.`,
    onPage: ({ version }) =>
      `Si sigue usando el servicio, acepta con ello la versión ${version}. En su página personal verá a partir de cuándo.`,
    goOn: ({ version }) =>
      `Si sigue usando el servicio, acepta con ello la versión ${version}. Si no está de acuerdo, deje de usarlo.`,
    next: ({ version }) => `La próxima vez que use el servicio, aceptará con ello la versión ${version}.`,
  },
  explicitUndated:
    'Nada cambia para usted hasta que acepte. Cuando el cambio esté en vigor, se le pedirá que acepte antes de continuar.',
  unanswered: {
    restrict: ({ date }) =>
      `Si no ha aceptado antes del ${date}, a partir de entonces solo podrá usar el servicio en parte, hasta que acepte.`,
    restrictUndated:
      'Si no acepta, llegará un momento en que solo podrá usar el servicio en parte, hasta que acepte. En su página personal verá cuándo.',
    end: ({ date }) =>
      `Si no ha aceptado antes del ${date}, a partir de entonces no podrá usar el servicio, hasta que acepte.`,
    endUndated:
      'Si no acepta, llegará un momento en que no podrá usar el servicio, hasta que acepte. En su página personal verá cuándo.',
  },
  acceptAtOnce: 'Si acepta, el cambio se le aplica de inmediato.',
  applies: {
    from: ({ date }) =>
      `No tiene que hacer nada: este aviso es informativo. El cambio se aplica a partir del ${date}.`,
    since: ({ date }) =>
      `No tiene que hacer nada: este aviso es informativo. El cambio se aplica desde el ${date}.`,
    undated: 'No tiene que hacer nada: este aviso es informativo.',
    leave: 'No se le pide su aceptación. Si no desea este cambio, puede darse de baja.',
    leaveUntil: ({ date }) =>
      `No se le pide su aceptación. Si no desea este cambio, puede darse de baja hasta el ${date}.`,
    leaveWithin: ({ period }) =>
      `No se le pide su aceptación. Si no desea este cambio, puede darse de baja en un plazo de ${period} desde el envío de este correo. En su página personal verá la fecha y la hora exactas.`,
    leaveUntilRenewal:
      'No se le pide su aceptación. Si no desea este cambio, puede darse de baja hasta que se renueve su contrato.',
    leaveOnPage:
      'No se le pide su aceptación. Si no desea este cambio, dispone de un plazo para darse de baja. En su página personal verá cuándo termina o cuándo terminó.',
  },
  notTold: 'Todavía nada le vincula: según nuestros registros, no le ha llegado ningún aviso de este cambio.',
  public: {
    silence: ({ version }) =>
      `Quien aceptó la versión anterior, fue informado de esta y no se opone a tiempo acepta con ello la versión ${version}.`,
    applies: ({ version }) => `La versión ${version} se aplica sin que nadie tenga que aceptarla.`,
  },
};
