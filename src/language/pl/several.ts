import type { SeveralMessages, WayMessages } from '../messages.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in Polish. */
export const severalPl: SeveralMessages = {
  subject: ({ titles, day }) => `${titles}: zmiany od ${day} r.`,
  subjectUndated: ({ titles }) => `${titles}: zapowiedziane zmiany`,
  heading: ({ titles }) => `Zmiany w dokumentach: ${titles}`,
  lead: ({ company, titles }) =>
    `${company} publikuje nowe wersje dokumentów: ${titles}. Poniżej wyjaśniamy przy każdym z nich, co się zmienia, od kiedy i co możesz zrobić.`,
  reminder: {
    subject: ({ titles }) => `Przypomnienie: ${titles}, zapowiedziane zmiany`,
    heading: ({ titles }) => `Przypomnienie o zmianach w dokumentach: ${titles}`,
    lead: ({ company, titles, postedDate }) =>
      `W dniu ${postedDate} r. opublikowano nowe wersje dokumentów: ${titles} (${company}). Nie mamy jeszcze Twojej odpowiedzi, dlatego jeszcze raz wyjaśniamy przy każdym z nich, co się zmienia, od kiedy i co możesz zrobić.`,
  },
  withdrawal: {
    subject: ({ titles }) => `${titles}: zapowiedziane zmiany wycofano`,
    heading: ({ titles }) => `Wycofano zmiany w dokumentach: ${titles}`,
  },
  receipt: {
    subject: ({ titles }) => `Potwierdzenie akceptacji: ${titles}`,
    lead: ({ company, titles }) =>
      `Twoja akceptacja dokumentów ${titles} (${company}), każdego w podanej wersji, została zapisana. Ta wiadomość jest jej potwierdzeniem; nie musisz nic więcej robić.`,
  },
  acceptAll: ({ titles }) => `Zaakceptuj wszystkie: ${titles}`,
  consentApart: ({ titles }) =>
    `O zgodę dotyczącą dokumentu ${titles} pytamy osobno poniżej: przycisk dla wszystkich jej nie udziela.`,
  eachAlone: 'Możesz też odpowiedzieć poniżej osobno przy każdym dokumencie.',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in Polish. */
export const waysPl: WayMessages = {
  findable: ({ url }) =>
    `Te informacje znajdziesz też bez linków z tej wiadomości, otwierając samodzielnie ${url}.`,
  replies: ({ replyTo }) =>
    `Odpowiedzi na tę wiadomość trafiają pod adres ${replyTo}. Nie są zapisywane jako Twoja decyzja.`,
  wholeText: 'Nowy tekst bez oznaczeń',
};
