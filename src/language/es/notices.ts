import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What stands in notices and on the review page alike, in Spanish. */
export const noticeEs: NoticeMessages = {
  change: {
    initial: 'Primera versión',
    minor: 'Cambio menor',
    substantial: 'Cambio sustancial',
    legal: 'Cambio exigido por la ley',
  },
  changesToo: ({ title, version, postedDate, date }) =>
    `También cambia «${title}», que va unido a este documento: su versión ${version} se anunció el ${postedDate}, con entrada en vigor prevista para el ${date}.`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `También cambia «${title}», que va unido a este documento: su versión ${version} se anunció el ${postedDate}. Un aviso propio dice desde cuándo.`,
  replaces: ({ version, replaced, postedDate }) =>
    `La versión ${version} sustituye a la versión ${replaced}, anunciada el ${postedDate}. La versión ${replaced} queda retirada y no entrará en vigor: lo que haya leído sobre ella ya no es válido.`,
  replacedAcceptances:
    'Si había aceptado alguna de las versiones retiradas, esa aceptación ya no cuenta. Lo que hubiera decidido antes vuelve a aplicarse, incluida la decisión de dejar de usar el servicio.',
  replacedLeaving:
    'Si iba a darse de baja solo por alguna de ellas, la baja queda anulada: puede seguir usando el servicio.',
  takesEffect: 'Entra en vigor',
  inEffectSince: 'En vigor desde el',
  effectDate: 'Fecha de entrada en vigor',
  ifYouDoNotAgree: 'Si no está de acuerdo',
  declineUntil: ({ date }) => `Puede rechazar los cambios y darse de baja hasta el ${date}.`,
  declineUntilYouAccept: 'Puede rechazar los cambios y darse de baja mientras no los haya aceptado.',
  ifYouDoNothing: 'Si no hace nada',
  inShort: 'En resumen',
  requiredByLaw: 'Exigido por la ley',
  whyWithdrawn: 'Por qué se ha retirado',
  whatItMeans: 'Qué significa para usted',
  whatChanges: 'Qué cambia',
  whatChanged: 'Qué ha cambiado',
  silence: {
    deemed: ({ version, date }) =>
      `Si sigue usando el servicio después del ${date}, acepta con ello la versión ${version}.`,
    deemedLate: ({ version }) =>
      `Si sigue usando el servicio una vez terminado ese plazo, acepta con ello la versión ${version}.`,
    explicit: ({ date }) =>
      `Nada cambia para usted hasta que acepte. Después del ${date}, se le pedirá que acepte antes de continuar.`,
    explicitInEffect: 'Nada cambia para usted hasta que acepte. Se le pedirá que acepte antes de continuar.',
    unrecorded: ({ version }) =>
      `No nos consta que haya aceptado este documento. Eso no cambia si no hace nada o si usa el servicio. Se le pedirá que acepte la versión ${version}.`,
  },
};

/** What stands in mails, in Spanish. */
export const mailEs: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}: cambios a partir del ${day}`,
    subjectInEffect: ({ title, day }) => `${title}: cambios en vigor desde el ${day}`,
    heading: ({ title }) => `Cambios en «${title}»`,
    lead: ({ company, title, version }) =>
      `${company} ha publicado la versión ${version} de «${title}». Aquí le explicamos qué cambia, desde cuándo y qué puede hacer.`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company} ha publicado la versión ${version} de «${title}». Está en vigor desde el ${date}. Aquí le explicamos qué ha cambiado y qué puede hacer.`,
  },
  reminder: {
    subject: ({ title, day }) => `Recordatorio: ${title}, cambios a partir del ${day}`,
    subjectInEffect: ({ title, day }) => `Recordatorio: ${title}, cambios desde el ${day}`,
    heading: ({ title }) => `Recordatorio: cambios en «${title}»`,
    lead: ({ company, title, version, postedDate }) =>
      `El ${postedDate}, ${company} publicó la versión ${version} de «${title}». Todavía no tenemos su respuesta, así que le explicamos de nuevo qué cambia, desde cuándo y qué puede hacer hasta entonces.`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `El ${postedDate}, ${company} publicó la versión ${version} de «${title}». Está en vigor desde el ${date}. Todavía no tenemos su respuesta, así que le explicamos de nuevo qué ha cambiado y qué puede hacer.`,
  },
  withdrawal: {
    subject: ({ title }) => `${title}: se retiran los cambios anunciados`,
    heading: ({ title }) => `Se retiran los cambios en «${title}»`,
    lead: ({ company, title, version, date }) =>
      `${company} ha retirado la versión ${version} de «${title}», que iba a entrar en vigor el ${date}. No entrará en vigor y usted no tiene que hacer nada.`,
    stays: 'Se le sigue aplicando la misma versión que antes.',
    acceptance: ({ version }) =>
      `Si había aceptado la versión ${version}, esa aceptación ya no cuenta. Lo que hubiera decidido antes vuelve a aplicarse, incluida la decisión de dejar de usar el servicio.`,
    leaving:
      'Si iba a darse de baja solo por este motivo, la baja queda anulada: puede seguir usando el servicio.',
    left: 'Si ya se ha dado de baja, la baja se mantiene; puede volver cuando quiera.',
    link: 'Ver los cambios retirados',
  },
  declineWithin: ({ period }) =>
    `Puede rechazar los cambios y darse de baja en un plazo de ${period} desde el envío de este correo. En su página personal verá la fecha y la hora exactas.`,
  declineAround: ({ date, period }) =>
    `Puede rechazar los cambios y darse de baja hasta el ${date}. Si este correo se envió después, tiene ${period} desde el envío. En su página personal verá la fecha y la hora exactas.`,
  declineOnPage:
    'En su página personal verá hasta cuándo puede rechazar los cambios o cuándo terminó el plazo.',
  reviewAndAccept: 'Revisar y aceptar',
  declineAndLeave: 'Rechazar y darse de baja',
  nothingYet: 'Abrir un enlace no decide nada: usted elige en la página.',
  onceMore: 'Le enviamos este aviso de nuevo porque el enlace que había recibido ya no se abre.',
  corrects:
    'Este correo corrige otro anterior, en el que un resumen o una traducción no eran correctos. Guíese por este. El texto que prevalece no ha cambiado.',
  settled: {
    'has-accepted': ({ version }) =>
      `Ha aceptado la versión ${version}, y eso sigue siendo válido. No tiene que hacer nada más.`,
    'is-bound': ({ version }) => `La versión ${version} ya se le aplica. No tiene que hacer nada más.`,
    'has-refused': ({ version }) =>
      `Ha denegado su consentimiento a la versión ${version}, y eso sigue siendo válido. Si cambia de opinión, aún puede aceptar.`,
    'is-leaving': ({ version }) =>
      `Ha rechazado la versión ${version} y se da de baja. Hasta la fecha de la baja puede cambiar de opinión en su página personal.`,
  },
  comparedWith: ({ version }) => `En comparación con la versión ${version}.`,
  earlierOnPage:
    'Hay versiones anteriores que no caben en este correo. Las encontrará en su página personal.',
  moreOnPage: ({ count }) =>
    plural(count, 'es', {
      one: 'Hay un cambio más que no cabe en este correo. Lo encontrará en su página personal.',
      many: `Hay ${formatNumber(count, 'es')} de cambios más que no caben en este correo. Los encontrará en su página personal.`,
      other: `Hay ${formatNumber(count, 'es')} cambios más que no caben en este correo. Los encontrará en su página personal.`,
    }),
  seeAllChanges: 'Ver todos los cambios',
  noChangesShown: 'El texto completo está en su página personal.',
  whyYouGotThis: ({ company }) =>
    `Recibe este correo porque esta dirección está asociada a una cuenta en ${company}. Es una comunicación legal; por eso no incluye un enlace para dejar de recibirla.`,
  whyYouGotThisOnce: ({ company }) =>
    `Recibe este correo porque esta dirección está, o estaba, asociada a una cuenta en ${company}. Es una comunicación legal; por eso no incluye un enlace para dejar de recibirla.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `Comprobante: ha aceptado la versión ${version} de «${title}»`,
      heading: 'Ha aceptado',
      lead: ({ company, title, version }) =>
        `Ha aceptado la versión ${version} de «${title}» de ${company}. Este correo es su comprobante; no tiene que hacer nada más.`,
    },
    leaving: {
      subject: ({ title, version }) => `Comprobante: ha rechazado la versión ${version} de «${title}»`,
      heading: 'Ha rechazado los cambios y se da de baja',
      lead: ({ company, title, version }) =>
        `Ha rechazado la versión ${version} de «${title}» y su uso de ${company} terminará. Este correo es su comprobante. Hasta la fecha de la baja puede cambiar de opinión en su página personal.`,
    },
    stayed: {
      subject: ({ title }) => `Comprobante: ha anulado su decisión (${title})`,
      heading: 'Ha anulado su decisión',
      lead: ({ company, title, version }) =>
        `Ha anulado su decisión de darse de baja de ${company} a causa de la versión ${version} de «${title}». Eso no significa que haya aceptado esa versión. Este correo es su comprobante.`,
    },
    stayedLead: ({ company, title, version }) =>
      `Ha anulado su decisión de darse de baja de ${company} a causa de la versión ${version} de «${title}». Su aceptación anterior de esa versión vuelve a contar. Este correo es su comprobante.`,
    useEnds: 'Fecha de la baja',
    countsAgain: 'Su aceptación, que vuelve a contar',
    stillLeaving: 'Su baja sigue en pie a causa de',
    openPage: 'Abrir mi página personal',
    notYou: ({ company }) => `Si no fue usted quien tomó esta decisión, avise cuanto antes a ${company}.`,
    whyYouGotThis:
      'Recibe este correo porque alguien respondió en la página de un enlace enviado a esta dirección.',
  },
  contact: 'Contacto',
  linksLeadTo: ({ host }) => `Nuestros enlaces en este correo llevan únicamente a ${host}.`,
};
