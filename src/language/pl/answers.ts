import type { AnswersMessages } from '../answers-messages.ts';
import { genitive, on } from './cases.ts';

/** What is said of saying no and staying, and of consents, in Polish. */
export const answersPl: AnswersMessages = {
  object: {
    until: ({ date }) => `Możesz zgłosić sprzeciw do ${genitive(date)}.`,
    within: ({ period }) =>
      `Możesz zgłosić sprzeciw. Masz na to czas od wysłania tej wiadomości (${period}). Dokładny termin znajdziesz na swojej osobistej stronie.`,
    around: ({ date, period }) =>
      `Możesz zgłosić sprzeciw do ${genitive(date)}. Jeśli tę wiadomość wysłano dopiero później, masz na sprzeciw czas od jej wysłania (${period}). Dokładny termin znajdziesz na swojej osobistej stronie.`,
    untilRenewal: 'Możesz zgłosić sprzeciw do czasu przedłużenia Twojej umowy.',
    untilYouAccept: 'Możesz zgłosić sprzeciw, dopóki nie zaakceptujesz zmian.',
    onPage:
      'Masz określony czas na zgłoszenie sprzeciwu. Na swojej osobistej stronie sprawdzisz, kiedy ten termin mija lub minął.',
  },
  ways: {
    leave: 'Możesz wtedy zrezygnować z usługi.',
    leaveFree: 'Możesz wtedy zrezygnować z usługi bez żadnych kosztów.',
    keepOld: 'Możesz zachować wersję, którą masz teraz.',
    keepOldUntil: ({ date }) => `Możesz zachować wersję, którą masz teraz, do ${genitive(date)}.`,
    keepOldForATime:
      'Możesz przez pewien czas zachować wersję, którą masz teraz. Na swojej osobistej stronie sprawdzisz, do kiedy.',
    keepOldPart: 'Możesz zachować dotychczasowy tekst jednej części; cała reszta jest nowa.',
    leavePart: 'Możesz zrezygnować z części usługi; reszta działa dalej.',
    refuse: 'Możesz odmówić, dopóki nie zaakceptujesz. Twoje korzystanie z usługi trwa dalej.',
    mayEnd: ({ period }) =>
      `Jeśli ją zachowasz, możemy zakończyć Twoje korzystanie z usługi z zachowaniem okresu wypowiedzenia (${period}).`,
    mayEndFrom: ({ period, date }) =>
      `Jeśli ją zachowasz, możemy zakończyć Twoje korzystanie z usługi z zachowaniem okresu wypowiedzenia (${period}), najwcześniej ${on(date)}.`,
  },
  canTakeBackUntil: ({ date }) =>
    `Możesz cofnąć tę odpowiedź do ${genitive(date)}. Także później możesz jeszcze zaakceptować nową wersję.`,
  consentAsked:
    'Jeśli zaakceptujesz, możesz to w każdej chwili cofnąć, równie łatwo jak zaakceptować. Nie ma to wpływu na to, co zrobiono do tego czasu.',
  explicitOptional:
    'Jeśli nie zaakceptujesz zmian, nic się dla Ciebie nie zmieni: zachowasz to, co masz teraz.',
  unrecordedOptional: ({ version }) =>
    `Nie mamy zapisu Twojej akceptacji tego dokumentu. Ani brak reakcji, ani korzystanie z usługi tego nie zmienia. Możesz zaakceptować wersję ${version}, ale nie musisz.`,
  askedAnew:
    'Twoja zgoda została cofnięta, więc wcześniejsza akceptacja już się nie liczy. Poprosimy o akceptację przed dalszym korzystaniem z usługi.',
  askedAnewOptional: ({ version }) =>
    `Twoja zgoda została cofnięta, więc wcześniejsza akceptacja już się nie liczy. Możesz zaakceptować wersję ${version}, ale nie musisz.`,
  restrictedNow: 'Możesz korzystać z usługi tylko częściowo, dopóki nie zaakceptujesz zmian.',
  endedNow: 'Nie możesz korzystać z usługi, dopóki nie zaakceptujesz zmian.',
  buttons: {
    no: 'Nie',
    keepOld: 'Zgłoś sprzeciw i zachowaj starą wersję',
    keepOldPart: ({ part }) => `Zgłoś sprzeciw i zachowaj dotychczasowy tekst: „${part}”`,
    leavePart: ({ part }) => `Kontynuuj bez „${part}”`,
    takeBack: 'Cofnij moją odpowiedź',
    withdraw: 'Cofnij moją zgodę',
  },
  confirm: {
    title: 'Czy chcesz zgłosić sprzeciw?',
    keepOld: 'Tak, zachowaj starą wersję',
    keepOldPart: ({ part }) => `Tak, zachowaj dotychczasowy tekst: „${part}”`,
    leavePart: ({ part }) => `Tak, kontynuuj bez „${part}”`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: 'Sprzeciw zgłoszony.',
      body: `Twój sprzeciw wobec wersji ${version} dokumentu „${title}” został zgłoszony ${on(date)}. Wersja, którą masz, pozostaje Twoja.`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: 'Sprzeciw zgłoszony.',
      body: `Twój sprzeciw wobec wersji ${version} dokumentu „${title}” został zgłoszony ${on(date)}. Wersja, którą masz, pozostaje Twoja do ${genitive(until)}.`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: 'Sprzeciw wobec części zgłoszony.',
      body: `Twój sprzeciw wobec „${part}” w wersji ${version} dokumentu „${title}” został zgłoszony ${on(date)}. Tam pozostaje dotychczasowy tekst, cała reszta jest nowa.`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: 'Rezygnacja z części przyjęta.',
      body: `Twoja rezygnacja z „${part}” z powodu wersji ${version} dokumentu „${title}” została przyjęta ${on(date)}. Reszta działa dalej.`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: 'Odpowiedź cofnięta.',
      body: `Twój sprzeciw wobec wersji ${version} dokumentu „${title}” został cofnięty ${on(date)}. Jest tak, jakby go nie było.`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: 'Zgoda cofnięta.',
      body: `Twoja zgoda na wersję ${version} dokumentu „${title}” została cofnięta ${on(date)}. Nie ma to wpływu na to, co zrobiono wcześniej na jej podstawie.`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: 'Odmowa zapisana.',
      body: `Twoja odmowa zgody na wersję ${version} dokumentu „${title}” została zapisana ${on(date)}. Twoje korzystanie z usługi trwa dalej. Jeśli zmienisz zdanie, nadal możesz zaakceptować.`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: 'Twoje korzystanie z usługi się kończy.',
      body: `Zachowujesz to, co obowiązywało Cię przed wersją ${version} dokumentu „${title}”, i dlatego ${on(date)} otrzymujesz wypowiedzenie (${company}). Twoje korzystanie z usługi zakończy się ${on(endsDate)}. Jeśli do tego czasu zaakceptujesz zmiany, będzie trwało dalej.`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) => `Potwierdzenie: sprzeciw wobec wersji ${version} („${title}”)`,
      heading: 'Sprzeciw zgłoszony',
      lead: ({ title, company, version }) =>
        `Twój sprzeciw wobec wersji ${version} dokumentu „${title}” (${company}) został zapisany. Wersja, którą masz, pozostaje Twoja. Ta wiadomość jest tego potwierdzeniem.`,
    },
    keepsOldPart: {
      subject: ({ title, version }) => `Potwierdzenie: sprzeciw wobec części wersji ${version} („${title}”)`,
      heading: 'Sprzeciw wobec części zgłoszony',
      lead: ({ title, company, version }) =>
        `Twój sprzeciw wobec części wersji ${version} dokumentu „${title}” (${company}) został zapisany. Tam pozostaje dotychczasowy tekst, cała reszta jest nowa. Ta wiadomość jest tego potwierdzeniem.`,
    },
    leftPart: {
      subject: ({ title, version }) =>
        `Potwierdzenie: rezygnacja z części z powodu wersji ${version} („${title}”)`,
      heading: 'Rezygnacja z części przyjęta',
      lead: ({ title, company, version }) =>
        `Twoja rezygnacja z części usługi z powodu wersji ${version} dokumentu „${title}” (${company}) została zapisana. Reszta działa dalej. Ta wiadomość jest tego potwierdzeniem.`,
    },
    tookBack: {
      subject: ({ title }) => `Potwierdzenie: odpowiedź cofnięta („${title}”)`,
      heading: 'Odpowiedź cofnięta',
      lead: ({ title, company, version }) =>
        `Twój sprzeciw wobec wersji ${version} dokumentu „${title}” (${company}) został cofnięty. Jest tak, jakby go nie było. Ta wiadomość jest tego potwierdzeniem.`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `Potwierdzenie: zgoda cofnięta („${title}”)`,
      heading: 'Zgoda cofnięta',
      lead: ({ title, company, version }) =>
        `Twoja zgoda na wersję ${version} dokumentu „${title}” (${company}) została cofnięta. Nie ma to wpływu na to, co zrobiono wcześniej na jej podstawie. Ta wiadomość jest tego potwierdzeniem.`,
    },
    consentRefused: {
      subject: ({ title }) => `Potwierdzenie: odmowa zgody („${title}”)`,
      heading: 'Odmowa zapisana',
      lead: ({ title, company, version }) =>
        `Twoja odmowa zgody na wersję ${version} dokumentu „${title}” (${company}) została zapisana. Twoje korzystanie z usługi trwa dalej. Ta wiadomość jest tego potwierdzeniem.`,
    },
    part: 'Część',
    keptUntil: 'To, co masz, pozostaje Twoje do',
  },
};
