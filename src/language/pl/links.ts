import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in Polish. */
export const linksPl: LinkMessages = {
  ended: {
    title: 'Ten link został wyłączony.',
    body: 'Wyłączyła go osoba, od której go masz. Jego otwarcie niczego nie zapisało. Zaloguj się do usługi, aby sprawdzić, co Cię obowiązuje.',
  },
  over: {
    title: 'Ta strona wygasła.',
    body: 'Udzielone wcześniej odpowiedzi są zachowane. Przed chwilą niczego nie zapisano. Wróć do usługi, aby otrzymać nowy link.',
  },
  ledHere: ({ company }) =>
    `Ta strona jest tylko dla Ciebie: prowadzi do niej Twoje konto (${company}). Nie udostępniaj nikomu linku do niej.`,
  asRecorded:
    'Ta strona pokazuje, co wtedy zapisano. Jej otwarcie niczego nie zmienia, a link do niej działa tak długo, jak długo zapis jest przechowywany.',
  linkLasts: 'Link w tej wiadomości prowadzi do tego zapisu tak długo, jak długo jest on przechowywany.',
  account: ({ company }) => `Twoje konto (${company})`,
  backTo: ({ company }) => `Wróć na stronę: ${company}`,
  feedReader: 'Czytnik kanałów powiadomi Cię o każdej zmianie. Podaj mu jeden z tych adresów:',
};
