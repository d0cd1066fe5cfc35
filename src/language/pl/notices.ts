import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber, plural } from '../plural.ts';

/*
 * Dates with a weekday and periods come in the nominative, so they stand behind a colon or between
 * brackets. Days without one stand in the genitive, which a sentence can go on with.
 */

/** What stands in notices and on the review page alike, in Polish. */
export const noticePl: NoticeMessages = {
  change: {
    initial: 'Pierwsza wersja',
    minor: 'Drobna zmiana',
    substantial: 'Istotna zmiana',
    legal: 'Zmiana wymagana przez prawo',
  },
  takesEffect: 'Wchodzi w życie',
  inEffectSince: 'Obowiązuje od',
  ifYouDoNotAgree: 'Jeśli się nie zgadzasz',
  declineUntil: ({ date }) => `Możesz odrzucić zmiany i zrezygnować z usługi do tego terminu: ${date}.`,
  declineUntilYouAccept: 'Możesz odrzucić zmiany i zrezygnować z usługi, dopóki ich nie zaakceptujesz.',
  ifYouDoNothing: 'Jeśli nic nie zrobisz',
  inShort: 'W skrócie',
  requiredByLaw: 'Wymóg prawa',
  whyWithdrawn: 'Powód wycofania',
  whatItMeans: 'Co to dla Ciebie oznacza',
  whatChanges: 'Co się zmienia',
  whatChanged: 'Co się zmieniło',
  silence: {
    deemed: ({ version, date }) =>
      `Dalsze korzystanie z usługi po tym terminie (${date}) oznacza akceptację wersji ${version}.`,
    deemedLate: ({ version }) =>
      `Dalsze korzystanie z usługi po upływie tego czasu oznacza akceptację wersji ${version}.`,
    explicit: ({ date }) =>
      `Nic się dla Ciebie nie zmieni, dopóki nie zaakceptujesz zmian. Po tym terminie (${date}) poprosimy o akceptację przed dalszym korzystaniem z usługi.`,
    explicitInEffect:
      'Nic się dla Ciebie nie zmieni, dopóki nie zaakceptujesz zmian. Poprosimy o akceptację przed dalszym korzystaniem z usługi.',
  },
};

/** What stands in mails, in Polish. */
export const mailPl: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}: zmiany wchodzą w życie ${day} r.`,
    subjectInEffect: ({ title, day }) => `${title}: zmiany obowiązują od ${day} r.`,
    heading: ({ title }) => `Zmiany w dokumencie „${title}”`,
    lead: ({ company, title, version }) =>
      `Opublikowano wersję ${version} dokumentu „${title}” (${company}). Poniżej wyjaśniamy, co się zmienia, od kiedy i co możesz do tego czasu zrobić.`,
    leadInEffect: ({ company, title, version, date }) =>
      `Opublikowano wersję ${version} dokumentu „${title}” (${company}). Obowiązuje od: ${date}. Poniżej wyjaśniamy, co się zmieniło i co możesz zrobić.`,
  },
  reminder: {
    subject: ({ title, day }) => `Przypomnienie: ${title}, zmiany od ${day} r.`,
    subjectInEffect: ({ title, day }) => `Przypomnienie: ${title}, zmiany obowiązują od ${day} r.`,
    heading: ({ title }) => `Przypomnienie: zmiany w dokumencie „${title}”`,
    lead: ({ company, title, version, postedDate }) =>
      `W dniu ${postedDate} r. opublikowano wersję ${version} dokumentu „${title}” (${company}). Nie mamy jeszcze Twojej odpowiedzi, dlatego jeszcze raz wyjaśniamy, co się zmienia, od kiedy i co możesz do tego czasu zrobić.`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `W dniu ${postedDate} r. opublikowano wersję ${version} dokumentu „${title}” (${company}). Obowiązuje od: ${date}. Nie mamy jeszcze Twojej odpowiedzi, dlatego jeszcze raz wyjaśniamy, co się zmieniło i co możesz zrobić.`,
  },
  withdrawal: {
    subject: ({ title }) => `${title}: zapowiedziane zmiany wycofano`,
    heading: ({ title }) => `Wycofano zmiany w dokumencie „${title}”`,
    lead: ({ company, title, version, date }) =>
      `Wycofano wersję ${version} dokumentu „${title}” (${company}), która miała wejść w życie w tym terminie: ${date}. Nie wejdzie ona w życie i nie musisz nic robić.`,
    stays: 'Nadal obowiązuje Cię ta sama wersja co wcześniej.',
    acceptance: ({ version }) =>
      `Jeśli wersja ${version} została przez Ciebie zaakceptowana, ta akceptacja traci ważność. Ponownie obowiązuje Twoja wcześniejsza decyzja, także decyzja o zakończeniu korzystania z usługi.`,
    leaving:
      'Jeśli rezygnujesz z usługi z tego powodu, rezygnacja zostaje anulowana: Twoje konto pozostaje otwarte.',
    left: 'Jeśli Twoja rezygnacja już nastąpiła, pozostaje w mocy, ale zawsze możesz wrócić.',
    link: 'Zobacz wycofane zmiany',
  },
  declineWithin: ({ period }) =>
    `Możesz odrzucić zmiany i zrezygnować z usługi. Masz na to tyle czasu od otrzymania tej wiadomości: ${period}. Dokładny termin znajdziesz na swojej osobistej stronie.`,
  declineOnPage:
    'Na swojej osobistej stronie sprawdzisz, do kiedy możesz odrzucić zmiany lub kiedy ten termin minął.',
  reviewAndAccept: 'Sprawdź i zaakceptuj',
  declineAndLeave: 'Odrzuć i zrezygnuj',
  nothingYet: 'Otwarcie linku o niczym nie decyduje: wyboru dokonasz na stronie.',
  comparedWith: ({ version }) => `Porównanie z wersją ${version}.`,
  moreOnPage: ({ count }) => {
    const number = formatNumber(count, 'pl');
    return plural(count, 'pl', {
      one: 'W tej wiadomości nie zmieściła się jeszcze jedna zmiana. Znajdziesz ją na swojej osobistej stronie.',
      few: `W tej wiadomości nie zmieściły się jeszcze ${number} zmiany. Znajdziesz je na swojej osobistej stronie.`,
      many: `W tej wiadomości nie zmieściło się jeszcze ${number} zmian. Znajdziesz je na swojej osobistej stronie.`,
      other: `W tej wiadomości nie zmieściło się jeszcze ${number} zmiany. Znajdziesz je na swojej osobistej stronie.`,
    });
  },
  seeAllChanges: 'Zobacz wszystkie zmiany',
  noChangesShown: 'Pełny tekst znajdziesz na swojej osobistej stronie.',
  whyYouGotThis: ({ company }) =>
    `Otrzymujesz tę wiadomość, ponieważ ${company} prowadzi Twoje konto. To zawiadomienie o charakterze prawnym, dlatego nie zawiera linku do rezygnacji z subskrypcji.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `Potwierdzenie: akceptacja wersji ${version} („${title}”)`,
      heading: 'Zmiany zaakceptowane',
      lead: ({ company, title, version }) =>
        `Twoja akceptacja wersji ${version} dokumentu „${title}” (${company}) została zapisana. Ta wiadomość jest jej potwierdzeniem; nie musisz nic więcej robić.`,
    },
    leaving: {
      subject: ({ title, version }) => `Potwierdzenie: odrzucenie wersji ${version} („${title}”)`,
      heading: 'Zmiany odrzucone, rezygnacja przyjęta',
      lead: ({ company, title, version }) =>
        `Wersja ${version} dokumentu „${title}” została przez Ciebie odrzucona, a Twoje korzystanie z usługi (${company}) dobiega końca. Ta wiadomość jest tego potwierdzeniem. Do dnia zakończenia możesz zmienić decyzję na swojej osobistej stronie.`,
    },
    stayed: {
      subject: ({ title }) => `Potwierdzenie: rezygnacja cofnięta („${title}”)`,
      heading: 'Rezygnacja cofnięta',
      lead: ({ company, title, version }) =>
        `Twoja rezygnacja z usługi (${company}) została cofnięta. Nie oznacza to akceptacji wersji ${version} dokumentu „${title}”. Ta wiadomość jest tego potwierdzeniem.`,
    },
    useEnds: 'Koniec korzystania z usługi',
    openPage: 'Otwórz swoją stronę',
    notYou: ({ company }) =>
      `Jeśli to nie była Twoja decyzja, niezwłocznie skontaktuj się z nadawcą: ${company}.`,
    whyYouGotThis:
      'Otrzymujesz tę wiadomość, ponieważ ktoś udzielił odpowiedzi na stronie, do której link wysłano na ten adres.',
  },
  contact: 'Kontakt',
  linksLeadTo: ({ host }) => `Nasze linki w tej wiadomości prowadzą wyłącznie pod adres ${host}.`,
};
