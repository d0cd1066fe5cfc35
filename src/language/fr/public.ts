import type { BannerMessages, PublicMessages } from '../public-messages.ts';

/** What stands on the public pages of policies, in French. */
export const publicFr: PublicMessages = {
  skip: 'Aller au contenu',
  policies: 'Documents juridiques',
  noPolicies: 'Aucun document n’a encore été publié.',
  about: ({ company }) =>
    `${company} publie ici ses conditions et ses politiques : ce qui est en vigueur, ce qui changera bientôt et ce qui l’était auparavant.`,
  signIn: 'Connexion du personnel',
  contents: 'Sommaire',
  version: ({ version }) => `Version ${version}`,
  more: 'En savoir plus sur ce document',
  currentText: 'Le texte en vigueur',
  allVersions: 'Toutes les versions',
  feed: 'Flux des modifications',
  noneInForce: {
    title: 'Aucune version n’est encore en vigueur.',
    body: 'Ce document ne s’applique à personne tant que sa première version n’est pas entrée en vigueur.',
  },
  announced: 'Une modification est annoncée',
  firstAnnounced: 'Une première version est annoncée',
  takesEffect: ({ version, date }) => `La version ${version} entre en vigueur le ${date}.`,
  inEffectSince: ({ version, date }) => `Version ${version}, en vigueur depuis le ${date}`,
  seeChanges: 'Voir les modifications',
  silence: ({ version, date }) =>
    `Quiconque a accepté la version précédente, a été informé de celle-ci et continue à utiliser le service après le ${date} accepte ainsi la version ${version}.`,
  readVersion: ({ version }) => `Lire la version ${version}`,
  states: {
    announced: 'Annoncée',
    'in-force': 'En vigueur',
    superseded: 'Remplacée',
    withdrawn: 'Retirée',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `La version ${version} n’est pas encore en vigueur.`,
      body: `Elle entre en vigueur le ${date}.`,
    }),
    superseded: ({ version, by }) => ({
      title: `La version ${version} a été remplacée.`,
      body: `La version ${by} l’a remplacée.`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `La version ${version} a été retirée.`,
      body: `Elle a été retirée le ${date} et n’est jamais entrée en vigueur.`,
    }),
  },
  kindOfChange: 'Type de modification',
  toldBefore: 'Tel qu’annoncé avant la tenue de ce registre',
  status: 'Statut',
  tookEffect: 'Entrée en vigueur le',
  wasToTakeEffect: 'Devait entrer en vigueur le',
  withdrawnOn: 'Retirée le',
  historyTitle: ({ title }) => `${title}\u00a0: toutes les versions`,
  newerVersions: 'Versions plus récentes',
  olderVersions: 'Versions plus anciennes',
  versionRange: ({ from, to }) => `Versions ${from} à ${to}`,
  compare: {
    title: ({ title }) => `${title}\u00a0: comparer les versions`,
    versions: ({ from, to }) => `Ce qui change de la version ${from} à la version ${to}`,
    from: 'De la version',
    to: 'À la version',
    show: 'Comparer',
    view: 'Affichage',
    inline: 'Sur une colonne',
    sideBySide: 'Côte à côte',
    sameVersion: 'C’est deux fois la même version. Veuillez en choisir une autre à comparer.',
    busy: {
      title: 'Trop de comparaisons à la fois.',
      body: 'D’autres comparaisons sont en cours de calcul. Veuillez réessayer dans quelques secondes.',
    },
  },
  tooOften: {
    title: 'Trop de demandes.',
    body: 'De nombreuses demandes sont arrivées de votre réseau en peu de temps. Veuillez réessayer dans quelques secondes. Si vous étiez en train d’envoyer une réponse, elle n’a pas été enregistrée.',
  },
  notFound: {
    title: 'Cette page n’existe pas.',
    body: 'L’adresse est peut-être incomplète ou mal saisie. Tous les documents figurent sur la page «\u00a0Documents juridiques\u00a0».',
  },
  texts: {
    languages: 'Langues',
    prevails: ({ language }) => `Ce texte est une traduction. Le texte en ${language} fait foi.`,
    changesIn: ({ language, version, missing }) =>
      `Les modifications sont indiquées en ${language}, car il n’existe pas de texte de la version ${version} en ${missing} auquel les comparer.`,
  },
  parts: 'Fait partie de ce document',
  partOf: 'Partie de',
  corrections: {
    corrected: ({ date }) => `Corrigé le ${date}`,
    earlier: 'Ancienne formulation',
    isEarlier: ({ date }) => `Voici le texte tel qu’il se lisait avant d’être corrigé le ${date}.`,
  },
  layers: {
    whatCounts:
      'Les résumés aident à la lecture. C’est le texte lui-même qui fait foi, sous « Lire la suite ».',
    readMore: 'Lire la suite',
  },
  feedTitle: ({ title }) => `${title}\u00a0: modifications`,
};

/** What the bar on the product's own site says, in French. */
export const bannerFr: BannerMessages = {
  label: 'Avis de modification d’un document',
  announced: ({ title, date }) => `${title}\u00a0: des modifications entrent en vigueur le ${date}.`,
  inEffect: ({ title, date }) => `${title}\u00a0: des modifications sont en vigueur depuis le ${date}.`,
  link: 'Voir les modifications',
  dismiss: 'Masquer cet avis',
};
