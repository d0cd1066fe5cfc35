import type { ReviewMessages } from '../messages.ts';

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
    `Wiadomość o zmianie dotarła do Ciebie, gdy zmiana już obowiązywała, dlatego masz czas na decyzję do tego terminu: ${date}.`,
  yourAnswer: 'Twoja odpowiedź',
  accept: ({ version }) => `Akceptuj wersję ${version}`,
  declineAndLeave: 'Odrzuć i zrezygnuj',
  confirmLeaving: {
    title: 'Czy na pewno chcesz zrezygnować?',
    body: ({ date }) =>
      `Twoje korzystanie z usługi zakończy się w tym terminie: ${date}. Do tego czasu możesz zmienić decyzję.`,
    confirm: ({ date }) => `Tak, zakończ korzystanie: ${date}`,
    goBack: 'Nie, wróć',
  },
  stay: 'Cofnij rezygnację',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Dziękujemy. Zmiany zaakceptowane.',
      body: `Wersja ${version} dokumentu „${title}” została przez Ciebie zaakceptowana. Data: ${date}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'Zmiany odrzucone, rezygnacja przyjęta.',
      body: `Wersja ${version} dokumentu „${title}” została przez Ciebie odrzucona. Data: ${date}. Twoje korzystanie z usługi zakończy się w tym terminie: ${endsDate}. Do tego czasu możesz zmienić decyzję na tej stronie.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'Rezygnacja cofnięta.',
      body: `Twoja rezygnacja została cofnięta. Data: ${date}. Nie oznacza to akceptacji wersji ${version} dokumentu „${title}”.`,
    }),
    keep: 'Jeśli chcesz zachować potwierdzenie, wydrukuj lub zapisz tę stronę.',
    mailed: 'Wysyłamy je także e-mailem.',
    policy: 'Dokument',
    version: 'Wersja',
    fingerprint: 'Skrót tekstu (hash)',
    recordedAt: 'Data zapisu',
  },
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title: `Wersja ${version} jest już przez Ciebie zaakceptowana.`,
      body: {
        explicit: `Data akceptacji: ${date}. Nie musisz nic więcej robić.`,
        deemed: `Korzystanie z usługi po wejściu tej wersji w życie oznaczało jej akceptację. Data tego użycia: ${date}. Nie musisz nic więcej robić.`,
        imported: `Mamy zapis o Twojej akceptacji. Jej data: ${date}. Nie musisz nic więcej robić.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'Nie musisz nic więcej robić.',
      body: `Wersja ${version}, nowsza od tej, jest już przez Ciebie zaakceptowana.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Twoja rezygnacja nastąpiła.',
      body: `Twoje korzystanie z usługi zakończyło się w tym terminie: ${endedDate}. Nie ma tu już nic do rozstrzygnięcia.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'Czas na odrzucenie zmian minął.',
      body: `Wersję ${version} można było odrzucić do tego terminu: ${closedDate}. Obowiązuje Cię ona, jeśli korzystasz z usługi.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Tę zmianę wycofano.',
      body: `Wersja ${version} została wycofana (${withdrawnDate}) i nie wejdzie w życie. Nadal obowiązuje Cię ta sama wersja co wcześniej.`,
    }),
    superseded: ({ version, by }) => ({
      title: 'Tę wersję zastąpiła nowsza.',
      body: `Wersja ${version} już nie obowiązuje; obowiązuje wersja ${by}. Odpowiedzieć można tylko na wersję obowiązującą lub zapowiedzianą.`,
    }),
    expiredLink: {
      title: 'Ten link wygasł.',
      body: 'Działał jeszcze przez pewien czas po wejściu zmiany w życie. Jego otwarcie niczego nie zapisało. Zaloguj się do usługi, aby sprawdzić, co Cię obowiązuje.',
    },
    unknownLink: {
      title: 'Nie rozpoznajemy tego linku.',
      body: 'Być może został skopiowany tylko częściowo. Otwórz go jeszcze raz z wiadomości.',
    },
    addressChanged: {
      title: 'Ten link nie jest już ważny.',
      body: 'Wysłano go na adres, który nie jest już adresem tego konta, dlatego nie można tu niczego zobaczyć ani rozstrzygnąć. Skorzystaj z najnowszej otrzymanej wiadomości lub zaloguj się do usługi.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Niczego nie zapisano.',
      body: 'Twoja odpowiedź nie pochodziła z tej strony, dlatego nie została przyjęta. Otwórz link z wiadomości i odpowiedz tam.',
    },
    outOfDate: {
      title: 'Niczego nie zapisano.',
      body: 'Od otwarcia tej strony coś się zmieniło. Przeczytaj jej obecną treść i odpowiedz jeszcze raz.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Ta strona jest tylko dla Ciebie: link do niej otrzymujesz, ponieważ ${company} prowadzi Twoje konto. Nie udostępniaj jej nikomu.`,
};
