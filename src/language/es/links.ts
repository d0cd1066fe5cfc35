import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in Spanish. */
export const linksEs: LinkMessages = {
  ended: {
    title: 'Este enlace ha sido desactivado.',
    body: 'Quien se lo dio lo ha desactivado. Al abrirlo no se ha registrado nada. Inicie sesión en el servicio para ver qué se le aplica.',
  },
  over: {
    title: 'Esta página ha caducado.',
    body: 'Lo que respondió antes se conserva. Ahora no se ha registrado nada. Vuelva al servicio para obtener un enlace nuevo.',
  },
  ledHere: ({ company }) =>
    `Esta página es solo para usted: ${company} le ha traído aquí desde su cuenta. No comparta el enlace.`,
  asRecorded:
    'Esta página muestra lo que se registró entonces. Abrirla no cambia nada, y su enlace seguirá funcionando mientras se conserve el registro.',
  linkLasts: 'El enlace de este correo seguirá llevando a este registro mientras se conserve.',
  account: ({ company }) => `Su cuenta en ${company}`,
  backTo: ({ company }) => `Volver a ${company}`,
  feedReader: 'Un lector de feeds le avisa de cada cambio. Indíquele una de estas direcciones:',
};
