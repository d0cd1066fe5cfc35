import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in French. */
export const linksFr: LinkMessages = {
  ended: {
    title: 'Ce lien a été désactivé.',
    body: 'La personne qui vous l’a donné l’a désactivé. Rien n’a été enregistré lorsque vous l’avez ouvert. Veuillez vous connecter au service pour voir ce qui s’applique à vous.',
  },
  over: {
    title: 'Cette page n’est plus disponible.',
    body: 'Les réponses que vous avez données auparavant sont conservées. Rien n’a été enregistré à l’instant. Retournez au service pour obtenir un nouveau lien.',
  },
  ledHere: ({ company }) =>
    `Cette page vous est réservée\u00a0: ${company} vous y a conduit depuis votre compte. Merci de ne pas partager son lien.`,
  asRecorded:
    'Cette page montre ce qui a été enregistré à l’époque. L’ouvrir ne change rien, et son lien reste valable aussi longtemps que l’enregistrement est conservé.',
  linkLasts: 'Le lien contenu dans cet e-mail mène à cet enregistrement aussi longtemps qu’il est conservé.',
  account: ({ company }) => `Votre compte chez ${company}`,
  backTo: ({ company }) => `Retour à ${company}`,
  feedReader:
    'Un lecteur de flux vous signale chaque modification. Indiquez-lui l’une de ces adresses\u00a0:',
};
