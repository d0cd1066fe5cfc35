import type { SeveralMessages, WayMessages } from '../messages.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in Portuguese. */
export const severalPt: SeveralMessages = {
  subject: ({ titles, day }) => `${titles}: alterações a partir de ${day}`,
  subjectUndated: ({ titles }) => `${titles}: alterações anunciadas`,
  heading: ({ titles }) => `Alterações: ${titles}`,
  lead: ({ company, titles }) =>
    `${company} publicou novas versões de vários documentos: ${titles}. Veja aqui, para cada um, o que muda, a partir de quando e o que é possível fazer.`,
  reminder: {
    subject: ({ titles }) => `Lembrete: ${titles}, alterações anunciadas`,
    heading: ({ titles }) => `Lembrete de alterações: ${titles}`,
    lead: ({ company, titles, postedDate }) =>
      `Em ${postedDate}, ${company} publicou novas versões de vários documentos: ${titles}. Ainda não recebemos a sua resposta; por isso, veja mais uma vez, para cada um, o que muda, a partir de quando e o que é possível fazer.`,
  },
  withdrawal: {
    subject: ({ titles }) => `${titles}: alterações anunciadas foram retiradas`,
    heading: ({ titles }) => `Alterações retiradas: ${titles}`,
  },
  receipt: {
    subject: ({ titles }) => `Comprovante de aceitação: ${titles}`,
    lead: ({ company, titles }) =>
      `Está confirmada a sua aceitação destes documentos de ${company}, cada um na versão indicada: ${titles}. Este e-mail é o seu comprovante; não é preciso fazer mais nada.`,
  },
  acceptAll: ({ titles }) => `Aceitar tudo: ${titles}`,
  consentApart: ({ titles }) =>
    `O seu consentimento para ${titles} é pedido abaixo, em separado: o botão para tudo não o dá.`,
  eachAlone: 'Também é possível responder abaixo sobre cada documento em separado.',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in Portuguese. */
export const waysPt: WayMessages = {
  findable: ({ url }) =>
    `Estas informações também podem ser encontradas sem os links deste e-mail, abrindo ${url}.`,
  replies: ({ replyTo }) =>
    `As respostas a este e-mail chegam a ${replyTo}. Elas não são registradas como a sua decisão.`,
  wholeText: 'O novo texto sem marcações',
};
