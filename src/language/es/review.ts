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
  nothingBinds:
    'Todavía nada le vincula: según nuestros registros, no le ha llegado ningún aviso de este cambio. Puede aceptar, o rechazar y darse de baja.',
  yourAnswer: 'Su respuesta',
  accept: ({ version }) => `Aceptar la versión ${version}`,
  declineAndLeave: 'Rechazar y darse de baja',
  confirmLeaving: {
    title: '¿Seguro que quiere darse de baja?',
    body: ({ date }) =>
      `Dejará de poder usar el servicio el ${date}. Hasta entonces puede cambiar de opinión.`,
    confirm: ({ day }) => `Sí, darme de baja el ${day}`,
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
      title: 'Ha anulado su decisión.',
      body: `El ${date} anuló su decisión de darse de baja a causa de la versión ${version} de «${title}». Eso no significa que haya aceptado esa versión.`,
    }),
    stayedAccepted: ({ title, version, date, acceptedDate }) => ({
      title: 'Ha anulado su decisión.',
      body: `El ${date} anuló su decisión de darse de baja a causa de la versión ${version} de «${title}». Su aceptación del ${acceptedDate} vuelve a contar.`,
    }),
    keep: 'Si quiere conservar un comprobante, imprima o guarde esta página.',
    mailing: 'También le enviamos este comprobante por correo electrónico.',
    mailed: ({ date }) => `También le enviamos este comprobante por correo electrónico el ${date}.`,
    policy: 'Documento',
    version: 'Versión',
    fingerprint: 'Huella del texto (hash)',
    recordedAt: 'Respuesta registrada el',
  },
  stillLeaving: ({ title, date }) =>
    `Su baja sigue en pie: su uso del servicio termina el ${date} a causa de «${title}».`,
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title:
        basis === 'deemed' || basis === 'silence'
          ? `Se le aplica la versión ${version}.`
          : `Ha aceptado la versión ${version}.`,
      body: {
        explicit: `La aceptó el ${date}. No tiene que hacer nada más.`,
        deemed: `Usó el servicio el ${date}, después de su entrada en vigor, y con ello la aceptó. No tiene que hacer nada más.`,
        silence: `No se opuso hasta el ${date}, y se entiende que con ello la aceptó. No tiene que hacer nada más.`,
        imported: `Consta su aceptación del ${date}. No tiene que hacer nada más.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'No tiene que hacer nada más.',
      body: `Ha aceptado la versión ${version}, que es más reciente que esta.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Se ha dado de baja.',
      body: `Su uso del servicio terminó el ${endedDate}. Aquí ya no queda nada por decidir.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'El plazo para rechazar ha terminado.',
      body: `Podía rechazar la versión ${version} hasta el ${closedDate}.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Este cambio se ha retirado.',
      body: `La versión ${version} se retiró el ${withdrawnDate} y no entrará en vigor.`,
    }),
    nothingChanged: 'No cambió nada para usted: lo que se le aplicaba antes siguió aplicándose.',
    superseded: ({ version, by }) => ({
      title: 'Una versión más reciente ha sustituido a esta.',
      body: `La versión ${version} ha sido sustituida por la versión ${by}. Solo se puede responder a una versión en vigor o anunciada.`,
    }),
    expiredLink: {
      title: 'Este enlace ya no funciona.',
      body: 'Solo funcionó durante algún tiempo. Al abrirlo no se ha registrado nada. Inicie sesión en el servicio para ver qué se le aplica.',
    },
    unknownLink: {
      title: 'No reconocemos este enlace.',
      body: 'Quizá se cortó al copiarlo. Ábralo de nuevo desde el correo.',
    },
    retiredLink: {
      title: 'Este enlace ya no es válido.',
      body: 'Se firmó con una clave que ya no se usa, así que no permite ver ni decidir nada. Si todavía puede responder, se envía un nuevo correo con un enlace a la dirección de la cuenta: use ese enlace o inicie sesión en el servicio.',
    },
    addressChanged: {
      title: 'Este enlace ya no es válido.',
      body: 'Se envió a una dirección que ya no es la de la cuenta, así que no permite ver ni decidir nada. Inicie sesión en el servicio para ver qué se le aplica.',
    },
    sentToNewAddress: {
      title: 'Este enlace ya no es válido.',
      body: 'Se envió a una dirección que ya no es la de la cuenta. Se envía un nuevo correo con un enlace a la dirección que la cuenta tiene ahora: use ese enlace o inicie sesión en el servicio.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Su respuesta no se ha registrado.',
      body: 'No llegó desde esta página y por eso no hemos podido registrarla. Abra el enlace del correo y responda allí.',
    },
    outOfDate: {
      title: 'Su respuesta no se ha registrado.',
      body: 'Algo ha cambiado desde que abrió esta página. Lea lo que dice ahora y vuelva a responder.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Esta página es solo para usted: le enviamos su enlace porque su dirección está asociada a una cuenta en ${company}. No la comparta.`,
  whyYouSeeThisOnce: ({ company }) =>
    `Esta página es solo para usted: le enviamos su enlace porque su dirección está, o estaba, asociada a una cuenta en ${company}. No la comparta.`,
};
