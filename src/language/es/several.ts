import type { SeveralMessages, WayMessages } from '../messages.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in Spanish. */
export const severalEs: SeveralMessages = {
  subject: ({ titles, day }) => `${titles}: cambios a partir del ${day}`,
  subjectUndated: ({ titles }) => `${titles}: cambios anunciados`,
  heading: ({ titles }) => `Cambios: ${titles}`,
  lead: ({ company, titles }) =>
    `${company} ha publicado nuevas versiones de varios documentos: ${titles}. Aquí le explicamos de cada uno qué cambia, desde cuándo y qué puede hacer.`,
  reminder: {
    subject: ({ titles }) => `Recordatorio: ${titles}, cambios anunciados`,
    heading: ({ titles }) => `Recordatorio de cambios: ${titles}`,
    lead: ({ company, titles, postedDate }) =>
      `El ${postedDate}, ${company} publicó nuevas versiones de varios documentos: ${titles}. Todavía no tenemos su respuesta, así que le explicamos de nuevo de cada uno qué cambia, desde cuándo y qué puede hacer.`,
  },
  withdrawal: {
    subject: ({ titles }) => `${titles}: se retiran los cambios anunciados`,
    heading: ({ titles }) => `Se retiran los cambios: ${titles}`,
  },
  receipt: {
    subject: ({ titles }) => `Comprobante: ha aceptado ${titles}`,
    lead: ({ company, titles }) =>
      `Ha aceptado estos documentos de ${company}, cada uno en la versión que se indica: ${titles}. Este correo es su comprobante; no tiene que hacer nada más.`,
  },
  acceptAll: ({ titles }) => `Aceptar todo: ${titles}`,
  consentApart: ({ titles }) =>
    `Su consentimiento para ${titles} se le pide más abajo, por separado: el botón común no lo da.`,
  eachAlone: 'También puede responder más abajo sobre cada documento por separado.',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in Spanish. */
export const waysEs: WayMessages = {
  findable: ({ url }) =>
    `También puede encontrar esta información sin los enlaces de este correo, abriendo usted ${url}.`,
  replies: ({ replyTo }) =>
    `Las respuestas a este correo llegan a ${replyTo}. No quedan registradas como su decisión.`,
  wholeText: 'El texto nuevo sin marcas',
};
