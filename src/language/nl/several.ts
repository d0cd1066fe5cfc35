import type { SeveralMessages, WayMessages } from '../messages.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in Dutch. */
export const severalNl: SeveralMessages = {
  subject: ({ titles, day }) => `${titles}: wijzigingen per ${day}`,
  subjectUndated: ({ titles }) => `${titles}: aangekondigde wijzigingen`,
  heading: ({ titles }) => `Wijzigingen in ${titles}`,
  lead: ({ company, titles }) =>
    `${company} heeft nieuwe versies gepubliceerd van ${titles}. Hier leest u voor elk wat er verandert, vanaf wanneer en wat u kunt doen.`,
  reminder: {
    subject: ({ titles }) => `Herinnering: ${titles}, aangekondigde wijzigingen`,
    heading: ({ titles }) => `Herinnering: wijzigingen in ${titles}`,
    lead: ({ company, titles, postedDate }) =>
      `Op ${postedDate} heeft ${company} nieuwe versies gepubliceerd van ${titles}. Wij hebben nog geen antwoord van u. Daarom leest u hier nog een keer voor elk wat er verandert, vanaf wanneer en wat u kunt doen.`,
  },
  withdrawal: {
    subject: ({ titles }) => `${titles}: de aangekondigde wijzigingen zijn ingetrokken`,
    heading: ({ titles }) => `De wijzigingen in ${titles} zijn ingetrokken`,
  },
  receipt: {
    subject: ({ titles }) => `Uw bevestiging: akkoord met ${titles}`,
    lead: ({ company, titles }) =>
      `U bent akkoord gegaan met deze documenten van ${company}, elk in de genoemde versie: ${titles}. Deze e-mail is uw bevestiging; u hoeft verder niets te doen.`,
  },
  acceptAll: ({ titles }) => `Akkoord met alles: ${titles}`,
  consentApart: ({ titles }) =>
    `Om uw toestemming voor ${titles} wordt hieronder apart gevraagd: de knop voor alles geeft die niet.`,
  eachAlone: 'U kunt hieronder ook voor elk document apart antwoorden.',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in Dutch. */
export const waysNl: WayMessages = {
  findable: ({ url }) => `U vindt dit ook zonder de links in deze e-mail, door zelf ${url} te openen.`,
  replies: ({ replyTo }) =>
    `Antwoorden op deze e-mail komen aan bij ${replyTo}. Ze worden niet vastgelegd als uw besluit.`,
  wholeText: 'De nieuwe tekst zonder markeringen',
};
