import type { TermsMessages } from '../terms-messages.ts';
import { genitive, on } from './cases.ts';

/** What is said of versions with rules of their own, in Polish. */
export const termsPl: TermsMessages = {
  subject: ({ title }) => `${title}: zapowiedziane zmiany`,
  reminderSubject: ({ title }) => `Przypomnienie: ${title}, zapowiedziane zmiany`,
  leadForInformation: ({ title, company, version }) =>
    `${company} publikuje wersję ${version} dokumentu „${title}”. Ta wiadomość ma charakter informacyjny: poniżej wyjaśniamy, co się zmienia i od kiedy.`,
  leadAgain: ({ title, company, version, postedDate }) =>
    `W dniu ${postedDate} r. opublikowano wersję ${version} dokumentu „${title}” (${company}). Jeszcze raz wyjaśniamy, co się zmienia, od kiedy i co to dla Ciebie oznacza.`,
  withdrawnLead: ({ title, company, version }) =>
    `Wycofano wersję ${version} dokumentu „${title}” (${company}). Nie wejdzie ona w życie i nie musisz nic robić.`,
  effect: {
    after: ({ period }) =>
      `Najwcześniej po upływie tego czasu od wysłania tej wiadomości: ${period}. Dokładny termin znajdziesz na swojej osobistej stronie.`,
    atOnce: 'Z chwilą wysłania tej wiadomości.',
    onPage: 'Termin znajdziesz na swojej osobistej stronie.',
    atRenewal:
      'Z chwilą przedłużenia Twojej umowy. Termin znajdziesz na swojej osobistej stronie, gdy tylko będzie znany.',
    notKnown:
      'Nie jest jeszcze ustalony: zależy od zawiadomienia, a według naszych danych żadne do Ciebie nie dotarło.',
  },
  reason: 'Powód',
  soonerReason: 'Dlaczego wcześniej niż zwykle',
  declineUntilRenewal: 'Możesz odrzucić zmiany i zrezygnować z usługi do czasu przedłużenia Twojej umowy.',
  silence: {
    until: ({ version, date }) =>
      `Brak reakcji z Twojej strony do ${genitive(date)} oznacza akceptację wersji ${version}.`,
    within: ({ version, period }) =>
      `Brak reakcji z Twojej strony w określonym czasie od wysłania tej wiadomości (${period}) oznacza akceptację wersji ${version}. Dokładny termin znajdziesz na swojej osobistej stronie.`,
    around: ({ version, period, date }) =>
      `Brak reakcji z Twojej strony do ${genitive(date)} oznacza akceptację wersji ${version}. Jeśli tę wiadomość wysłano dopiero później, masz na to czas od jej wysłania (${period}). Dokładny termin znajdziesz na swojej osobistej stronie.`,
    lateUntil: ({ since, date, version }) =>
      `Innych zmiany obowiązują od ${genitive(since)}. Ciebie do ${genitive(date)} obowiązuje wersja, którą masz teraz, i do tego czasu możesz zgłosić sprzeciw. Brak reakcji z Twojej strony oznacza akceptację wersji ${version}.`,
    lateWithin: ({ since, period, version }) =>
      `Innych zmiany obowiązują od ${genitive(since)}. Ciebie jeszcze przez pewien czas od wysłania tej wiadomości (${period}) obowiązuje wersja, którą masz teraz, i w tym czasie możesz zgłosić sprzeciw. Brak reakcji z Twojej strony oznacza akceptację wersji ${version}. Dokładny termin znajdziesz na swojej osobistej stronie.`,
    untilRenewal: ({ version }) =>
      `Brak reakcji z Twojej strony do czasu przedłużenia Twojej umowy oznacza akceptację wersji ${version}.`,
    onPage: ({ version }) =>
      `Brak reakcji z Twojej strony oznacza akceptację wersji ${version}. Na swojej osobistej stronie sprawdzisz, do kiedy możesz zgłosić sprzeciw lub kiedy ten termin minął.`,
    ended: ({ version, date, closedDate }) =>
      `Termin na zgłoszenie sprzeciwu minął ${on(closedDate)}. Wobec braku sprzeciwu wersja ${version} obowiązuje Cię od ${genitive(date)}.`,
    endedUntilRenewal: ({ version, closedDate }) =>
      `Termin na zgłoszenie sprzeciwu minął ${on(closedDate)}. Wobec braku sprzeciwu wersja ${version} obowiązuje Cię od przedłużenia Twojej umowy.`,
  },
  use: {
    afterRenewal: ({ version }) =>
      `Dalsze korzystanie z usługi po przedłużeniu Twojej umowy oznacza akceptację wersji ${version}.`,
    onPage: ({ version }) =>
      `Dalsze korzystanie z usługi oznacza akceptację wersji ${version}. Na swojej osobistej stronie sprawdzisz, od kiedy.`,
    goOn: ({ version }) =>
      `Dalsze korzystanie z usługi oznacza akceptację wersji ${version}. Jeśli się nie zgadzasz, przestań z niej korzystać.`,
    next: ({ version }) => `Następne skorzystanie z usługi oznacza akceptację wersji ${version}.`,
  },
  explicitUndated:
    'Nic się dla Ciebie nie zmieni, dopóki nie zaakceptujesz zmian. Gdy zmiany wejdą w życie, poprosimy o akceptację przed dalszym korzystaniem z usługi.',
  unanswered: {
    restrict: ({ date }) =>
      `Jeśli nie zaakceptujesz zmian do ${genitive(date)}, potem będziesz korzystać z usługi tylko częściowo, dopóki ich nie zaakceptujesz.`,
    restrictUndated:
      'Jeśli nie zaakceptujesz zmian, od pewnej chwili będziesz korzystać z usługi tylko częściowo, dopóki ich nie zaakceptujesz. Termin znajdziesz na swojej osobistej stronie.',
    end: ({ date }) =>
      `Jeśli nie zaakceptujesz zmian do ${genitive(date)}, potem korzystanie z usługi nie będzie możliwe, dopóki ich nie zaakceptujesz.`,
    endUndated:
      'Jeśli nie zaakceptujesz zmian, od pewnej chwili korzystanie z usługi nie będzie możliwe, dopóki ich nie zaakceptujesz. Termin znajdziesz na swojej osobistej stronie.',
  },
  acceptAtOnce: 'Jeśli zaakceptujesz zmiany, zaczną Cię obowiązywać od razu.',
  applies: {
    from: ({ date }) => `Nie musisz nic robić: to tylko informacja. Zmiany obowiązują od ${genitive(date)}.`,
    since: ({ date }) =>
      `Nie musisz nic robić: to tylko informacja. Zmiany już obowiązują, od ${genitive(date)}.`,
    undated: 'Nie musisz nic robić: to tylko informacja.',
    leave: 'Twoja akceptacja nie jest potrzebna. Jeśli nie chcesz tych zmian, możesz zrezygnować z usługi.',
    leaveUntil: ({ date }) =>
      `Twoja akceptacja nie jest potrzebna. Jeśli nie chcesz tych zmian, możesz zrezygnować z usługi do ${genitive(date)}.`,
    leaveWithin: ({ period }) =>
      `Twoja akceptacja nie jest potrzebna. Jeśli nie chcesz tych zmian, możesz zrezygnować z usługi. Masz na to czas od wysłania tej wiadomości (${period}). Dokładny termin znajdziesz na swojej osobistej stronie.`,
    leaveUntilRenewal:
      'Twoja akceptacja nie jest potrzebna. Jeśli nie chcesz tych zmian, możesz zrezygnować z usługi do czasu przedłużenia Twojej umowy.',
    leaveOnPage:
      'Twoja akceptacja nie jest potrzebna. Jeśli nie chcesz tych zmian, masz określony czas na rezygnację z usługi. Na swojej osobistej stronie sprawdzisz, kiedy ten termin mija lub minął.',
  },
  notTold:
    'Nic Cię jeszcze nie wiąże: według naszych danych nie dotarło do Ciebie żadne zawiadomienie o tej zmianie.',
  public: {
    silence: ({ version }) =>
      `Kto zaakceptował poprzednią wersję, został zawiadomiony o tej i nie zgłosi sprzeciwu w terminie, akceptuje tym samym wersję ${version}.`,
    applies: ({ version }) => `Wersja ${version} obowiązuje bez niczyjej akceptacji.`,
  },
};
