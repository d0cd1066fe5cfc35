import type { BannerMessages, PublicMessages } from '../public-messages.ts';

/** What stands on the public pages of policies, in Spanish. */
export const publicEs: PublicMessages = {
  skip: 'Ir al contenido',
  policies: 'Documentos legales',
  noPolicies: 'Todavía no se ha publicado ningún documento.',
  about: ({ company }) =>
    `Aquí publica ${company} sus condiciones y políticas: lo que está en vigor, lo que cambiará pronto y lo que estuvo en vigor antes.`,
  signIn: 'Acceso para el personal',
  contents: 'Índice',
  version: ({ version }) => `Versión ${version}`,
  more: 'Más sobre este documento',
  currentText: 'El texto en vigor',
  allVersions: 'Todas las versiones',
  feed: 'Feed de cambios',
  noneInForce: {
    title: 'Todavía no hay ninguna versión en vigor.',
    body: 'Este documento no se aplica a nadie hasta que entre en vigor su primera versión.',
  },
  announced: 'Se ha anunciado un cambio',
  firstAnnounced: 'Se ha anunciado una primera versión',
  takesEffect: ({ version, date }) => `La versión ${version} entra en vigor el ${date}.`,
  inEffectSince: ({ version, date }) => `Versión ${version}, en vigor desde el ${date}`,
  seeChanges: 'Ver los cambios',
  silence: ({ version, date }) =>
    `Quien aceptó la versión anterior, fue informado de esta y sigue usando el servicio después del ${date} acepta con ello la versión ${version}.`,
  readVersion: ({ version }) => `Leer la versión ${version}`,
  states: {
    announced: 'Anunciada',
    'in-force': 'En vigor',
    superseded: 'Sustituida',
    withdrawn: 'Retirada',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `La versión ${version} todavía no está en vigor.`,
      body: `Entra en vigor el ${date}.`,
    }),
    superseded: ({ version, by }) => ({
      title: `La versión ${version} ha sido sustituida.`,
      body: `La ha sustituido la versión ${by}.`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `La versión ${version} se retiró.`,
      body: `Nunca entró en vigor: se retiró el ${date}.`,
    }),
  },
  kindOfChange: 'Tipo de cambio',
  toldBefore: 'Tal como se comunicó antes de que existiera este registro',
  status: 'Estado',
  tookEffect: 'Entró en vigor',
  wasToTakeEffect: 'Iba a entrar en vigor',
  withdrawnOn: 'Fecha de retirada',
  historyTitle: ({ title }) => `${title}: todas las versiones`,
  newerVersions: 'Versiones más recientes',
  olderVersions: 'Versiones más antiguas',
  versionRange: ({ from, to }) => `Versiones ${from} a ${to}`,
  compare: {
    title: ({ title }) => `${title}: comparar versiones`,
    versions: ({ from, to }) => `Qué cambia de la versión ${from} a la versión ${to}`,
    from: 'De',
    to: 'A',
    show: 'Comparar',
    view: 'Vista',
    inline: 'En una columna',
    sideBySide: 'En paralelo',
    sameVersion: 'Ha elegido dos veces la misma versión. Elija otra para comparar.',
    busy: {
      title: 'Demasiadas comparaciones a la vez.',
      body: 'En este momento se están preparando otras. Inténtelo de nuevo dentro de unos segundos.',
    },
  },
  tooOften: {
    title: 'Demasiadas solicitudes.',
    body: 'Desde su red han llegado muchas solicitudes en poco tiempo. Inténtelo de nuevo dentro de unos segundos. Si estaba enviando una respuesta, no ha quedado registrada.',
  },
  notFound: {
    title: 'Esta página no existe.',
    body: 'Quizá la dirección esté incompleta o mal escrita. Encontrará todos los documentos en la página de documentos legales.',
  },
  texts: {
    languages: 'Idiomas',
    prevails: ({ language }) => `Este texto es una traducción. Prevalece el texto en ${language}.`,
    changesIn: ({ language, version, missing }) =>
      `Los cambios se muestran en ${language} porque no hay un texto de la versión ${version} en ${missing} con el que compararlos.`,
  },
  parts: 'Forma parte de este documento',
  partOf: 'Forma parte de',
  corrections: {
    corrected: ({ date }) => `Corregido el ${date}`,
    earlier: 'Redacción anterior',
    isEarlier: ({ date }) => `Así decía el texto hasta que se corrigió el ${date}.`,
  },
  layers: {
    whatCounts: 'Los resúmenes breves ayudan a leer. Lo que cuenta es el propio texto, en «Leer más».',
    readMore: 'Leer más',
  },
  feedTitle: ({ title }) => `${title}: cambios`,
};

/** What the bar on the product's own site says, in Spanish. */
export const bannerEs: BannerMessages = {
  label: 'Aviso de cambios en un documento legal',
  announced: ({ title, date }) => `${title}: los cambios entran en vigor el ${date}.`,
  inEffect: ({ title, date }) => `${title}: cambios en vigor desde el ${date}.`,
  link: 'Ver los cambios',
  dismiss: 'Cerrar este aviso',
};
