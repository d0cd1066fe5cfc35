import type { ReviewMessages } from '../messages.ts';
import { genitive, on } from './cases.ts';

/** What stands on the review page, in Polish. */
export const reviewPl: ReviewMessages = {
  title: ({ title }) => `Zmiany w dokumencie „${title}”`,
  posted: 'Data publikacji',
  comparedWith: ({ version }) => `Porównanie z zaakceptowaną przez Ciebie wersją ${version}.`,
  comparedWithInForce: ({ version }) => `Porównanie z wersją ${version}.`,
  agreedBefore:
    'Ten dokument został przez Ciebie zaakceptowany, zanim zaczęto prowadzić ten rejestr; nie wiadomo, w jakim brzmieniu.',
  fullText: ({ version }) => `Przeczytaj pełny tekst wersji ${version}`,
  lateUntil: ({ date }) =>
    `Wiadomość o zmianie dotarła do Ciebie, gdy zmiana już obowiązywała, dlatego masz czas na decyzję do ${genitive(date)}.`,
  nothingBinds:
    'Nic Cię jeszcze nie wiąże: według naszych danych nie dotarło do Ciebie żadne zawiadomienie o tej zmianie. Możesz zaakceptować zmiany albo je odrzucić i zrezygnować z usługi.',
  yourAnswer: 'Twoja odpowiedź',
  accept: ({ version }) => `Zaakceptuj wersję ${version}`,
  declineAndLeave: 'Odrzuć i zrezygnuj',
  confirmLeaving: {
    title: 'Czy na pewno chcesz zrezygnować?',
    body: ({ date }) =>
      `Twoje korzystanie z usługi zakończy się ${on(date)}. Do tego czasu możesz zmienić decyzję.`,
    confirm: ({ day }) => `Tak, zakończ korzystanie ${day} r.`,
    goBack: 'Nie, wróć',
  },
  stay: 'Cofnij rezygnację',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Dziękujemy. Zmiany zaakceptowane.',
      body: `Wersja ${version} dokumentu „${title}” została przez Ciebie zaakceptowana ${on(date)}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'Zmiany odrzucone, rezygnacja przyjęta.',
      body: `Wersja ${version} dokumentu „${title}” została przez Ciebie odrzucona ${on(date)}. Twoje korzystanie z usługi zakończy się ${on(endsDate)}. Do tego czasu możesz zmienić decyzję na tej stronie.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'Decyzja cofnięta.',
      body: `Twoja decyzja o rezygnacji z usługi z powodu wersji ${version} dokumentu „${title}” została cofnięta ${on(date)}. Nie oznacza to akceptacji tej wersji.`,
    }),
    stayedAccepted: ({ title, version, date, acceptedDate }) => ({
      title: 'Decyzja cofnięta.',
      body: `Twoja decyzja o rezygnacji z usługi z powodu wersji ${version} dokumentu „${title}” została cofnięta ${on(date)}. Twoja akceptacja z ${genitive(acceptedDate)} znów jest ważna.`,
    }),
    keep: 'Jeśli chcesz zachować potwierdzenie, wydrukuj lub zapisz tę stronę.',
    mailing: 'Potwierdzenie wysyłamy także e-mailem.',
    mailed: ({ date }) => `Potwierdzenie wysłaliśmy także e-mailem ${on(date)}.`,
    policy: 'Dokument',
    version: 'Wersja',
    fingerprint: 'Suma kontrolna tekstu (hash)',
    recordedAt: 'Data zapisania odpowiedzi',
  },
  stillLeaving: ({ title, date }) =>
    `Twoje korzystanie z usługi nadal kończy się ${on(date)}, z powodu dokumentu „${title}”.`,
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title:
        basis === 'deemed' || basis === 'silence'
          ? `Obowiązuje Cię wersja ${version}.`
          : `Masz już zaakceptowaną wersję ${version}.`,
      body: {
        explicit: `Data akceptacji: ${date}. Nie musisz nic więcej robić.`,
        deemed: `Korzystanie z usługi po wejściu tej wersji w życie oznaczało jej akceptację. Data tego użycia: ${date}. Nie musisz nic więcej robić.`,
        silence: `Brak sprzeciwu z Twojej strony do ${genitive(date)} oznaczał jej akceptację. Nie musisz nic więcej robić.`,
        imported: `Mamy zapis o Twojej akceptacji. Jej data: ${date}. Nie musisz nic więcej robić.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'Nie musisz nic więcej robić.',
      body: `Masz już zaakceptowaną wersję ${version}, nowszą od tej.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Twoje korzystanie z usługi się zakończyło.',
      body: `Zakończyło się ${on(endedDate)}. Nie ma tu już nic do rozstrzygnięcia.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'Czas na odrzucenie zmian minął.',
      body: `Wersję ${version} można było odrzucić do ${genitive(closedDate)}.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Tę zmianę wycofano.',
      body: `Wersja ${version} została wycofana ${on(withdrawnDate)} i nie wejdzie w życie.`,
    }),
    nothingChanged: 'Nic się przez to dla Ciebie nie zmieniło: obowiązywało Cię dalej to, co wcześniej.',
    superseded: ({ version, by }) => ({
      title: 'Tę wersję zastąpiła nowsza.',
      body: `Wersję ${version} zastąpiła wersja ${by}. Odpowiedzieć można tylko na wersję obowiązującą lub zapowiedzianą.`,
    }),
    expiredLink: {
      title: 'Ten link wygasł.',
      body: 'Działał tylko przez pewien czas. Gdy go otwarto, niczego nie zapisano. Zaloguj się do usługi, aby sprawdzić, co Cię obowiązuje.',
    },
    unknownLink: {
      title: 'Nie rozpoznajemy tego linku.',
      body: 'Być może został skopiowany tylko częściowo. Otwórz go jeszcze raz z wiadomości.',
    },
    retiredLink: {
      title: 'Ten link nie jest już ważny.',
      body: 'Podpisano go kluczem, który nie jest już używany, dlatego nie można tu niczego zobaczyć ani rozstrzygnąć. Jeśli możesz jeszcze odpowiedzieć, na adres konta zostanie wysłana nowa wiadomość z linkiem: skorzystaj z tego linku lub zaloguj się do usługi.',
    },
    addressChanged: {
      title: 'Ten link nie jest już ważny.',
      body: 'Wysłano go na adres, który nie jest już adresem tego konta, dlatego nie można tu niczego zobaczyć ani rozstrzygnąć. Zaloguj się do usługi, aby sprawdzić, co Cię obowiązuje.',
    },
    sentToNewAddress: {
      title: 'Ten link nie jest już ważny.',
      body: 'Wysłano go na adres, który nie jest już adresem tego konta. Na obecny adres konta wysyłana jest nowa wiadomość z linkiem: skorzystaj z tego linku lub zaloguj się do usługi.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Twojej odpowiedzi nie zapisano.',
      body: 'Nie pochodziła z tej strony, dlatego nie mogliśmy jej zapisać. Otwórz link z wiadomości i odpowiedz tam.',
    },
    outOfDate: {
      title: 'Twojej odpowiedzi nie zapisano.',
      body: 'Od otwarcia tej strony coś się zmieniło. Przeczytaj jej obecną treść i odpowiedz jeszcze raz.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Ta strona jest tylko dla Ciebie: link do niej otrzymujesz, ponieważ Twój adres jest przypisany do konta prowadzonego przez ${company}. Nie udostępniaj jej nikomu.`,
  whyYouSeeThisOnce: ({ company }) =>
    `Ta strona jest tylko dla Ciebie: link do niej otrzymujesz, ponieważ Twój adres jest lub był przypisany do konta prowadzonego przez ${company}. Nie udostępniaj jej nikomu.`,
};
