import { formatNumber, plural } from '../plural.ts';
import type { RulesMessages } from '../rules-messages.ts';

/** What a policy's rules are told in, in English. */
export const rulesEn: RulesMessages = {
  title: 'How we announce changes',
  titleOf: ({ title }) => `${title}: how we announce changes`,
  lead: 'When this document changes, the kind of change decides how you are told, when the change takes effect, and what you can do about it.',
  onlyFor: ({ audience }) => `This document is only for: ${audience}.`,
  formAlone: 'Change of form alone',
  limits: {
    form: 'Only the form of the text changes, and not one word.',
    sections: 'Only for changes to these sections',
    byLaw: 'Only for what the law requires. We name the requirement.',
    reason: 'We state the reason.',
    alone: 'You answer it by itself, never together with other documents.',
  },
  told: 'How you are told',
  channels: {
    mail: 'by email',
    site: 'on our website',
    account: 'in your account',
    post: 'by post',
    push: 'by push message',
  },
  tell: {
    nobody: 'Nobody is told. The change stands in the list of all versions.',
    one: ({ ways }) => `We tell you ${ways}.`,
    any: ({ ways }) => `We tell you ${ways}. One of these is enough.`,
    all: ({ ways }) => `We tell you ${ways}. You count as told once all of these have happened.`,
    some: ({ need, ways }) => `We tell you in at least ${need} of these ways: ${ways}.`,
    durable: 'The email itself contains all changes and the whole new text.',
  },
  when: {
    moments: {
      posting: { at: 'as soon as it is posted', after: ({ period }) => `${period} after it is posted` },
      notice: { at: 'as soon as we tell you', after: ({ period }) => `${period} after we tell you` },
      receipt: {
        at: 'as soon as you have received the notice',
        after: ({ period }) => `${period} after you have received the notice`,
      },
      renewal: {
        at: 'when your contract next renews',
        after: ({ period }) => `${period} after your contract next renews`,
      },
      effect: {
        at: 'when the change takes effect',
        after: ({ period }) => `${period} after the change takes effect`,
      },
      proposal: {
        at: 'as soon as it is proposed',
        after: ({ period }) => `${period} after it is proposed`,
      },
      'document-date': {
        at: 'on the date that the text names',
        after: ({ period }) => `${period} after the date that the text names`,
      },
    },
    beforeEffect: ({ period }) => `${period} before the change takes effect`,
    renewalAfterNotice: ({ period }) =>
      `when your contract renews for the first time ${period} or more after we tell you`,
    businessDays: ({ count }) =>
      plural(count, 'en', {
        one: `${formatNumber(count, 'en')} business day`,
        other: `${formatNumber(count, 'en')} business days`,
      }),
    countedBack: ({ when }) => `${when}, counted back from that date`,
    midnight: ({ when }) => `${when}, at the following midnight`,
    both: ({ first, second }) => `${first}; ${second}`,
    latest: ({ when }) => `at whichever of these comes last: ${when}`,
    earliest: ({ when }) => `at whichever of these comes first: ${when}`,
  },
  effect: {
    label: 'When it takes effect',
    at: ({ when }) => `The change takes effect ${when}.`,
    earlier: 'We may name an earlier date, and then we state the reason.',
    acceptance: 'If you accept the change before that, it applies to you from then on.',
    use: 'If you have been told of the change and use the service before that, it applies to you from then on.',
    newcomers: 'If you sign up while it is announced, it applies to you at once.',
    late: ({ period }) =>
      `If we tell you only then or later, it does not apply to you until ${period} after we tell you.`,
    lateAtOnce: 'If we tell you only then or later, it applies to you as soon as we tell you.',
  },
  decline: {
    can: ({ offers }) => `You can ${offers}.`,
    offers: {
      leave: 'leave the service (at once, or when the time to decide ends)',
      leaveNow: 'leave the service at once',
      leaveAtClose: 'leave the service when the time to decide ends',
      leaveNowOrAtEffect: 'leave the service (at once, or when the change takes effect)',
      leaveAtEffect: 'leave the service when the change takes effect',
      leavePart: 'leave the part of the service that the change is about',
      keepOld: 'keep the earlier version',
      keepOldPart: 'keep the earlier version of the part that the change is about',
    },
    stop: 'You can stop using the service.',
    untilItApplies: 'The time to decide ends when the change begins to apply to you.',
    untilYouUse: 'The time to decide ends when you next use the service.',
    untilYouAccept: 'You can decide for as long as you have not accepted.',
    ends: ({ when }) => `The time to decide ends ${when}.`,
    free: 'Leaving costs you nothing.',
    kept: 'An earlier version that you keep is yours for as long as your contract lasts.',
    keptUntil: ({ when }) =>
      `An earlier version that you keep is yours for some time. That time ends ${when}.`,
    mayEnd: 'If you keep it, we may end your contract once the change is in effect.',
    mayEndAfter: ({ period }) =>
      `If you keep it, we may end your contract, no sooner than ${period} after we tell you so and not before the change is in effect.`,
  },
  agree: {
    none: 'You are not asked to agree: the change applies without that.',
    silence: 'If you have not said no by the end of the time to decide, you agree by your silence.',
    use: 'You agree if you keep using the service once the change applies to you.',
    explicit: 'Nothing changes for you until you accept.',
    asked: 'Once the change is in effect, you will be asked to accept before going on.',
    optional: 'You will be asked to accept, and can go on without answering.',
    restrict: ({ when }) =>
      `The time to answer ends ${when}. After that you can use the service only in part until you accept.`,
    end: ({ when }) =>
      `The time to answer ends ${when}. After that you cannot use the service until you accept.`,
    late: ({ period }) => `If we tell you only then or later, it ends ${period} after we tell you.`,
  },
  forAudience: ({ audience }) => `For: ${audience}`,
  otherwise: 'As above, except for this:',
  several:
    'If you belong to several of the groups named here, the latest of their dates and the strictest way of agreeing hold for you, and you can do what any of them can.',
  unknownStrictest: 'If we do not know whether you belong to a group, its rules hold for you too.',
  unknownDefault: 'If we do not know whether you belong to a group, its rules do not hold for you.',
  always: 'For every change',
  laterDate: 'We may name a later date than the one that follows from these rules.',
  mustBeSaid:
    'Silence or use counts as agreement only if you agreed to an earlier version and the notice that you got said so.',
  announced:
    'If we change these rules, changes that are announced already keep those they were announced under.',
  revocable: 'You can take back an acceptance at any time.',
  received: ({ way, period }) => `A notice ${way} counts as received ${period} after it goes out.`,
  receivedOnProof: ({ way }) => `A notice ${way} counts as received only once we know that it arrived.`,
  posted: ({ period }) => `The notice stays on our website for ${period}.`,
  zone: ({ zone }) => `Days and months are counted in the time zone ${zone}.`,
  noBusinessDays: 'Days that are not business days',
};
