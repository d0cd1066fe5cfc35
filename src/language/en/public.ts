import type { BannerMessages, PublicMessages } from '../public-messages.ts';

/** What stands on the public pages of policies, in English. */
export const publicEn: PublicMessages = {
  skip: 'Skip to the content',
  policies: 'Terms and policies',
  noPolicies: 'No document has been posted yet.',
  about: ({ company }) =>
    `Here ${company} posts its terms and policies: what is in force, what changes soon, and what was in force before.`,
  signIn: 'Sign in (staff)',
  contents: 'Contents',
  version: ({ version }) => `Version ${version}`,
  more: 'More about this document',
  currentText: 'The text in force',
  allVersions: 'All versions',
  feed: 'Feed of changes',
  noneInForce: {
    title: 'No version is in force yet.',
    body: 'This document does not apply to anybody until its first version takes effect.',
  },
  announced: 'A change is announced',
  firstAnnounced: 'A first version is announced',
  takesEffect: ({ version, date }) => `Version ${version} takes effect on ${date}.`,
  inEffectSince: ({ version, date }) => `Version ${version}, in effect since ${date}`,
  seeChanges: 'See the changes',
  silence: ({ version, date }) =>
    `Whoever agreed to the version before, was told of this one and keeps using the service after ${date} agrees to version ${version}.`,
  readVersion: ({ version }) => `Read version ${version}`,
  states: {
    announced: 'Announced',
    'in-force': 'In force',
    superseded: 'Superseded',
    withdrawn: 'Withdrawn',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `Version ${version} is not in force yet.`,
      body: `It takes effect on ${date}.`,
    }),
    superseded: ({ version, by }) => ({
      title: `Version ${version} has been replaced.`,
      body: `Version ${by} has taken its place.`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `Version ${version} was withdrawn.`,
      body: `It was withdrawn on ${date} and never took effect.`,
    }),
  },
  kindOfChange: 'Kind of change',
  toldBefore: 'As told before this record was kept',
  status: 'Status',
  tookEffect: 'Took effect',
  wasToTakeEffect: 'Was to take effect',
  withdrawnOn: 'Withdrawn',
  historyTitle: ({ title }) => `${title}: all versions`,
  newerVersions: 'Newer versions',
  olderVersions: 'Older versions',
  versionRange: ({ from, to }) => `Versions ${from} to ${to}`,
  compare: {
    title: ({ title }) => `${title}: compare versions`,
    versions: ({ from, to }) => `What changes from version ${from} to version ${to}`,
    from: 'From',
    to: 'To',
    show: 'Compare',
    view: 'View',
    inline: 'In one column',
    sideBySide: 'Side by side',
    sameVersion: 'Both are the same version. Choose another one to compare it with.',
    busy: {
      title: 'Too many comparisons at once.',
      body: 'Others are being worked out right now. Please try again in a few seconds.',
    },
  },
  tooOften: {
    title: 'Too many requests.',
    body: 'Many requests came from your network within a short time. Please try again in a few seconds. If you were sending an answer, it was not recorded.',
  },
  notFound: {
    title: 'There is no such page.',
    body: 'Perhaps the address was cut off or mistyped. All documents are listed on the page of terms and policies.',
  },
  texts: {
    languages: 'Languages',
    prevails: ({ language }) => `This is a translation. The text in ${language} is the one that prevails.`,
    changesIn: ({ language, version, missing }) =>
      `The changes are shown in ${language}, because there is no text of version ${version} in ${missing} to compare with.`,
  },
  parts: 'Part of this document',
  partOf: 'Part of',
  corrections: {
    corrected: ({ date }) => `Corrected on ${date}`,
    earlier: 'The earlier wording',
    isEarlier: ({ date }) => `This is how the text read until it was corrected on ${date}.`,
  },
  layers: {
    whatCounts: 'The short summaries are there to help. What counts is the text itself, under “Read more”.',
    readMore: 'Read more',
  },
  feedTitle: ({ title }) => `${title}: changes`,
};

/** What the bar on the product's own site says, in English. */
export const bannerEn: BannerMessages = {
  label: 'Notice of a change to a document',
  announced: ({ title, date }) => `${title}: changes take effect on ${date}.`,
  inEffect: ({ title, date }) => `${title}: changes in effect since ${date}.`,
  link: 'See the changes',
  dismiss: 'Dismiss this notice',
};
