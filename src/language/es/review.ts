import type { ReviewMessages } from '../messages.ts';

/** What stands on the review page, in Spanish. */
export const reviewEs: ReviewMessages = {
  title: ({ title }) => `Cambios en «${title}»`,
  posted: 'Fecha de publicación',
  comparedWith: ({ version }) => `En comparación con la versión ${version}, la que usted aceptó.`,
  comparedWithInForce: ({ version }) => `En comparación con la versión ${version}.`,
  agreedBefore:
    'Usted aceptó este documento antes de que existiera este registro; no se sabe qué texto aceptó.',
  fullText: ({ version }) => `Leer el texto completo de la versión ${version}`,
  lateUntil: ({ date }) =>
    `Se le informó cuando el cambio ya estaba en vigor; por eso puede decidir hasta el ${date}.`,
  yourAnswer: 'Su respuesta',
  accept: ({ version }) => `Aceptar la versión ${version}`,
  declineAndLeave: 'Rechazar y darse de baja',
  confirmLeaving: {
    title: '¿Seguro que quiere darse de baja?',
    body: ({ date }) =>
      `Dejará de poder usar el servicio el ${date}. Hasta entonces puede cambiar de opinión.`,
    confirm: ({ date }) => `Sí, darme de baja el ${date}`,
    goBack: 'No, volver',
  },
  stay: 'Anular la baja',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Gracias. Ha aceptado.',
      body: `Aceptó la versión ${version} de «${title}» el ${date}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'Ha rechazado los cambios y se da de baja.',
      body: `Rechazó la versión ${version} de «${title}» el ${date}. Dejará de poder usar el servicio el ${endsDate}. Hasta entonces puede cambiar de opinión en esta página.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'Su baja queda anulada.',
      body: `Anuló su decisión de darse de baja el ${date}. Con ello no ha aceptado la versión ${version} de «${title}».`,
    }),
    keep: 'Si quiere conservar un justificante, imprima o guarde esta página.',
    mailed: 'También se lo enviamos por correo electrónico.',
    policy: 'Documento',
    version: 'Versión',
    fingerprint: 'Huella del texto (hash)',
    recordedAt: 'Fecha de registro',
  },
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title: `Ha aceptado la versión ${version}.`,
      body: {
        explicit: `La aceptó el ${date}. No tiene que hacer nada más.`,
        deemed: `Al usar el servicio después de su entrada en vigor, la aceptó. Fecha de ese uso: ${date}. No tiene que hacer nada más.`,
        imported: `Consta su aceptación del ${date}. No tiene que hacer nada más.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'No tiene que hacer nada más.',
      body: `Ha aceptado la versión ${version}, que es más reciente que esta.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Se ha dado de baja.',
      body: `Dejó de usar el servicio el ${endedDate}. Aquí ya no queda nada por decidir.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'El plazo para rechazar ha terminado.',
      body: `Podía rechazar la versión ${version} hasta el ${closedDate}. Se le aplica si usa el servicio.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Este cambio se ha retirado.',
      body: `La versión ${version} se retiró el ${withdrawnDate}, y no entrará en vigor. Se le sigue aplicando la misma versión que antes.`,
    }),
    superseded: ({ version, by }) => ({
      title: 'Una versión más reciente la ha sustituido.',
      body: `La versión ${version} ya no está en vigor; ahora lo está la versión ${by}. Solo se puede responder a una versión en vigor o anunciada.`,
    }),
    expiredLink: {
      title: 'Este enlace ha caducado.',
      body: 'Funcionó hasta algún tiempo después de la entrada en vigor del cambio. Al abrirlo no se ha registrado nada. Inicie sesión en el servicio para ver qué se le aplica.',
    },
    unknownLink: {
      title: 'No reconocemos este enlace.',
      body: 'Quizá se cortó al copiarlo. Ábralo de nuevo desde el correo.',
    },
    addressChanged: {
      title: 'Este enlace ya no es válido.',
      body: 'Se envió a una dirección que ya no es la de la cuenta, así que no permite ver ni decidir nada. Use el correo más reciente que haya recibido o inicie sesión en el servicio.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'No se ha registrado nada.',
      body: 'Su respuesta no llegó desde esta página y por eso no se ha admitido. Abra el enlace del correo y responda allí.',
    },
    outOfDate: {
      title: 'No se ha registrado nada.',
      body: 'Algo ha cambiado desde que abrió esta página. Lea lo que dice ahora y vuelva a responder.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Esta página es solo para usted: le enviamos su enlace porque tiene una cuenta en ${company}. No la comparta.`,
};
