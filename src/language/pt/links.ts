import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in Portuguese. */
export const linksPt: LinkMessages = {
  ended: {
    title: 'Este link foi desativado.',
    body: 'Quem forneceu o link o desativou. Nada foi registrado ao abri-lo. Entre no serviço com a sua conta para ver o que se aplica.',
  },
  over: {
    title: 'Esta página expirou.',
    body: 'O que foi respondido antes continua registrado. Nada foi registrado agora. Volte ao serviço para receber um novo link.',
  },
  ledHere: ({ company }) =>
    `Esta página é só sua: ${company} trouxe você até aqui a partir da sua conta. Não compartilhe o link.`,
  asRecorded:
    'Esta página mostra o que foi registrado na época. Abri-la não muda nada, e o link continua funcionando enquanto o registro for conservado.',
  linkLasts: 'O link deste e-mail continua levando a este registro enquanto ele for conservado.',
  account: ({ company }) => `Sua conta em ${company}`,
  backTo: ({ company }) => `Voltar para ${company}`,
  feedReader: 'Um leitor de feeds avisa sobre cada alteração. Informe a ele um destes endereços:',
};
