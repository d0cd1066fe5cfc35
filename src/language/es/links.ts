import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in Spanish. */
export const linksEs: LinkMessages = {
  ended: {
    title: 'Este enlace ha sido desactivado.',
    body: 'Quien se lo dio lo ha desactivado. Al abrirlo no se ha registrado nada. Inicie sesión en el servicio para ver qué se le aplica.',
  },
  asRecorded:
    'Esta página muestra lo que se registró entonces. Abrirla no cambia nada, y su enlace seguirá funcionando mientras se conserve el registro.',
  linkLasts: 'El enlace de este correo seguirá llevando a este registro mientras se conserve.',
  account: ({ company }) => `Su cuenta en ${company}`,
  backTo: ({ company }) => `Volver a ${company}`,
  feedReader: 'Un lector de feeds le avisa de cada cambio. Indíquele una de estas direcciones:',
};
