import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber, plural } from '../plural.ts';
import { genitive, on } from './cases.ts';

/** What stands in notices and on the review page alike, in Polish. */
export const noticePl: NoticeMessages = {
  change: {
    initial: 'Pierwsza wersja',
    minor: 'Drobna zmiana',
    substantial: 'Istotna zmiana',
    legal: 'Zmiana wymagana przez prawo',
  },
  changesToo: ({ title, version, postedDate, date }) =>
    `Zmienia się także powiązany z tym dokument „${title}”: wersję ${version} zapowiedziano w dniu ${postedDate} r., a w życie ma ona wejść ${on(date)}.`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `Zmienia się także powiązany z tym dokument „${title}”: wersję ${version} zapowiedziano w dniu ${postedDate} r. Od kiedy, mówi osobne powiadomienie.`,
  replaces: ({ version, replaced, postedDate }) =>
    `Wersja ${version} zastępuje wersję ${replaced}, zapowiedzianą w dniu ${postedDate} r. Wersję ${replaced} wycofano i nie wejdzie ona w życie: wcześniejsze informacje o niej są nieaktualne.`,
  replacedAcceptances:
    'Jeśli któraś z wycofanych wersji została przez Ciebie zaakceptowana, ta akceptacja traci ważność. Ponownie obowiązuje Twoja wcześniejsza decyzja, także decyzja o zakończeniu korzystania z usługi.',
  replacedLeaving:
    'Jeśli rezygnujesz z usługi tylko z powodu jednej z nich, rezygnacja zostaje anulowana: możesz dalej korzystać z usługi.',
  takesEffect: 'Wchodzi w życie',
  inEffectSince: 'Data wejścia w życie',
  effectDate: 'Termin wejścia w życie',
  ifYouDoNotAgree: 'Jeśli się nie zgadzasz',
  declineUntil: ({ date }) => `Możesz odrzucić zmiany i zrezygnować z usługi do ${genitive(date)}.`,
  declineUntilYouAccept: 'Możesz odrzucić zmiany i zrezygnować z usługi, dopóki ich nie zaakceptujesz.',
  ifYouDoNothing: 'Jeśli nic nie zrobisz',
  inShort: 'W skrócie',
  requiredByLaw: 'Wymóg prawny',
  whyWithdrawn: 'Powód wycofania',
  whatItMeans: 'Co to dla Ciebie oznacza',
  whatChanges: 'Co się zmienia',
  whatChanged: 'Co się zmieniło',
  silence: {
    deemed: ({ version, date }) =>
      `Dalsze korzystanie z usługi od ${genitive(date)} oznacza akceptację wersji ${version}.`,
    deemedLate: ({ version }) =>
      `Dalsze korzystanie z usługi po upływie tego czasu oznacza akceptację wersji ${version}.`,
    explicit: ({ date }) =>
      `Nic się dla Ciebie nie zmieni, dopóki nie zaakceptujesz zmian. Od ${genitive(date)} poprosimy o akceptację przed dalszym korzystaniem z usługi.`,
    explicitInEffect:
      'Nic się dla Ciebie nie zmieni, dopóki nie zaakceptujesz zmian. Poprosimy o akceptację przed dalszym korzystaniem z usługi.',
    unrecorded: ({ version }) =>
      `Nie mamy zapisu o Twojej akceptacji tego dokumentu. Bezczynność ani korzystanie z usługi tego nie zmieniają. Poprosimy Cię o akceptację wersji ${version}.`,
  },
};

/** What stands in mails, in Polish. */
export const mailPl: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}: zmiany od ${day} r.`,
    subjectInEffect: ({ title, day }) => `${title}: zmiany obowiązują od ${day} r.`,
    heading: ({ title }) => `Zmiany w dokumencie „${title}”`,
    lead: ({ company, title, version }) =>
      `${company} publikuje wersję ${version} dokumentu „${title}”. Poniżej wyjaśniamy, co się zmienia, od kiedy i co możesz zrobić.`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company} publikuje wersję ${version} dokumentu „${title}”. Obowiązuje ona od ${genitive(date)}. Poniżej wyjaśniamy, co się zmieniło i co możesz zrobić.`,
  },
  reminder: {
    subject: ({ title, day }) => `Przypomnienie: ${title}, zmiany od ${day} r.`,
    subjectInEffect: ({ title, day }) => `Przypomnienie: ${title}, zmiany obowiązują od ${day} r.`,
    heading: ({ title }) => `Przypomnienie: zmiany w dokumencie „${title}”`,
    lead: ({ company, title, version, postedDate }) =>
      `W dniu ${postedDate} r. opublikowano wersję ${version} dokumentu „${title}” (${company}). Nie mamy jeszcze Twojej odpowiedzi, dlatego jeszcze raz wyjaśniamy, co się zmienia, od kiedy i co możesz do tego czasu zrobić.`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `W dniu ${postedDate} r. opublikowano wersję ${version} dokumentu „${title}” (${company}). Obowiązuje ona od ${genitive(date)}. Nie mamy jeszcze Twojej odpowiedzi, dlatego jeszcze raz wyjaśniamy, co się zmieniło i co możesz zrobić.`,
  },
  withdrawal: {
    subject: ({ title }) => `${title}: zapowiedziane zmiany wycofano`,
    heading: ({ title }) => `Wycofano zmiany w dokumencie „${title}”`,
    lead: ({ company, title, version, date }) =>
      `Wycofano wersję ${version} dokumentu „${title}” (${company}), która miała wejść w życie ${on(date)}. Nie wejdzie ona w życie i nie musisz nic robić.`,
    stays: 'Nadal obowiązuje Cię ta sama wersja co wcześniej.',
    acceptance: ({ version }) =>
      `Jeśli wersja ${version} została przez Ciebie zaakceptowana, ta akceptacja traci ważność. Ponownie obowiązuje Twoja wcześniejsza decyzja, także decyzja o zakończeniu korzystania z usługi.`,
    leaving:
      'Jeśli rezygnujesz z usługi tylko z tego powodu, rezygnacja zostaje anulowana: możesz dalej korzystać z usługi.',
    left: 'Jeśli Twoja rezygnacja już nastąpiła, pozostaje w mocy, ale zawsze możesz wrócić.',
    link: 'Zobacz wycofane zmiany',
  },
  declineWithin: ({ period }) =>
    `Możesz odrzucić zmiany i zrezygnować z usługi. Masz na to czas od wysłania tej wiadomości (${period}). Dokładny termin znajdziesz na swojej osobistej stronie.`,
  declineAround: ({ date, period }) =>
    `Możesz odrzucić zmiany i zrezygnować z usługi do ${genitive(date)}. Jeśli tę wiadomość wysłano dopiero później, masz na to czas od jej wysłania (${period}). Dokładny termin znajdziesz na swojej osobistej stronie.`,
  declineOnPage:
    'Na swojej osobistej stronie sprawdzisz, do kiedy możesz odrzucić zmiany lub kiedy ten termin minął.',
  reviewAndAccept: 'Sprawdź i zaakceptuj',
  declineAndLeave: 'Odrzuć i zrezygnuj',
  nothingYet: 'Otwarcie linku o niczym nie decyduje: wyboru dokonasz na stronie.',
  onceMore: 'Wysyłamy to zawiadomienie jeszcze raz, ponieważ poprzedni link już się nie otwiera.',
  corrects:
    'Ta wiadomość prostuje wcześniejszą, w której streszczenie lub tłumaczenie było błędne. Prosimy kierować się tą wiadomością. Tekst rozstrzygający się nie zmienił.',
  settled: {
    'has-accepted': ({ version }) =>
      `Masz już zaakceptowaną wersję ${version} i to pozostaje ważne. Nie musisz nic więcej robić.`,
    'is-bound': ({ version }) => `Wersja ${version} już Cię obowiązuje. Nie musisz nic więcej robić.`,
    'has-refused': ({ version }) =>
      `Twoja odmowa zgody na wersję ${version} jest zapisana i pozostaje ważna. Jeśli zmienisz zdanie, nadal możesz zaakceptować.`,
    'is-leaving': ({ version }) =>
      `Wersja ${version} została przez Ciebie odrzucona, a Twoje korzystanie z usługi dobiega końca. Do dnia zakończenia możesz zmienić decyzję na swojej osobistej stronie.`,
  },
  comparedWith: ({ version }) => `Porównanie z wersją ${version}.`,
  earlierOnPage:
    'Wcześniejsze wersje nie zmieściły się w tej wiadomości. Znajdziesz je na swojej osobistej stronie.',
  moreOnPage: ({ count }) => {
    const number = formatNumber(count, 'pl');
    return plural(count, 'pl', {
      one: 'Jeszcze jedna zmiana nie zmieściła się w tej wiadomości. Znajdziesz ją na swojej osobistej stronie.',
      few: `Kolejne ${number} zmiany nie zmieściły się w tej wiadomości. Znajdziesz je na swojej osobistej stronie.`,
      many: `Kolejnych ${number} zmian nie zmieściło się w tej wiadomości. Znajdziesz je na swojej osobistej stronie.`,
      other: `Kolejne ${number} zmiany nie zmieściło się w tej wiadomości. Znajdziesz je na swojej osobistej stronie.`,
    });
  },
  seeAllChanges: 'Zobacz wszystkie zmiany',
  noChangesShown: 'Pełny tekst znajdziesz na swojej osobistej stronie.',
  whyYouGotThis: ({ company }) =>
    `Otrzymujesz tę wiadomość, ponieważ ten adres jest przypisany do konta prowadzonego przez ${company}. To zawiadomienie o charakterze prawnym, dlatego nie zawiera linku do rezygnacji z subskrypcji.`,
  whyYouGotThisOnce: ({ company }) =>
    `Otrzymujesz tę wiadomość, ponieważ ten adres jest lub był przypisany do konta prowadzonego przez ${company}. To zawiadomienie o charakterze prawnym, dlatego nie zawiera linku do rezygnacji z subskrypcji.`,
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
      subject: ({ title }) => `Potwierdzenie: decyzja cofnięta („${title}”)`,
      heading: 'Decyzja cofnięta',
      lead: ({ company, title, version }) =>
        `Twoja decyzja o rezygnacji z usługi (${company}) z powodu wersji ${version} dokumentu „${title}” została cofnięta. Nie oznacza to akceptacji tej wersji. Ta wiadomość jest tego potwierdzeniem.`,
    },
    stayedLead: ({ company, title, version }) =>
      `Twoja decyzja o rezygnacji z usługi (${company}) z powodu wersji ${version} dokumentu „${title}” została cofnięta. Twoja wcześniejsza akceptacja tej wersji znów jest ważna. Ta wiadomość jest tego potwierdzeniem.`,
    useEnds: 'Koniec korzystania z usługi',
    countsAgain: 'Twoja akceptacja, która znów jest ważna',
    stillLeaving: 'Twoje korzystanie nadal się kończy z powodu dokumentu',
    openPage: 'Otwórz swoją stronę',
    notYou: ({ company }) =>
      `Jeśli to nie była Twoja decyzja, niezwłocznie skontaktuj się z nadawcą: ${company}.`,
    whyYouGotThis:
      'Otrzymujesz tę wiadomość, ponieważ ktoś udzielił odpowiedzi na stronie, do której link wysłano na ten adres.',
  },
  contact: 'Kontakt',
  linksLeadTo: ({ host }) => `Nasze linki w tej wiadomości prowadzą wyłącznie pod adres ${host}.`,
};
