import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in Dutch. */
export const linksNl: LinkMessages = {
  ended: {
    title: 'Deze link is uitgeschakeld.',
    body: 'Wie u de link heeft gegeven, heeft hem uitgeschakeld. Door hem te openen is niets vastgelegd. Log in bij de dienst om te zien wat voor u geldt.',
  },
  over: {
    title: 'Deze pagina is verlopen.',
    body: 'Wat u daarvoor hebt beantwoord, blijft bewaard. Zojuist is niets vastgelegd. Ga terug naar de dienst; daar krijgt u een nieuwe link.',
  },
  ledHere: ({ company }) =>
    `Deze pagina is alleen voor u: ${company} heeft u vanuit uw account hierheen geleid. Deel de link niet met anderen.`,
  asRecorded:
    'Deze pagina laat zien wat toen is vastgelegd. Door haar te openen verandert er niets, en de link blijft werken zolang de vastlegging wordt bewaard.',
  linkLasts: 'De link in deze e-mail blijft naar deze vastlegging leiden, zolang die wordt bewaard.',
  account: ({ company }) => `Uw account bij ${company}`,
  backTo: ({ company }) => `Terug naar ${company}`,
  feedReader: 'Een feedlezer meldt u elke wijziging. Geef hem een van deze adressen:',
};
