import type { TermsMessages } from '../terms-messages.ts';

/** What is said of versions with rules of their own, in English. */
export const termsEn: TermsMessages = {
  subject: ({ title }) => `${title}: changes announced`,
  reminderSubject: ({ title }) => `Reminder: ${title}, changes announced`,
  leadForInformation: ({ title, company, version }) =>
    `${company} has posted version ${version} of “${title}”. This email is for your information: it shows what changes, and from when.`,
  leadAgain: ({ title, company, version, postedDate }) =>
    `On ${postedDate} ${company} posted version ${version} of “${title}”. Here is once more what changes, from when, and what it means for you.`,
  withdrawnLead: ({ title, company, version }) =>
    `${company} has withdrawn version ${version} of “${title}”. It will not take effect, and there is nothing you need to do.`,
  effect: {
    after: ({ period }) =>
      `At the earliest ${period} after we sent this email. Your page shows the exact date and time.`,
    atOnce: 'When we sent you this email.',
    onPage: 'Your page shows the date and time.',
    atRenewal: 'When your contract renews. Your page shows the date once it is known.',
    notKnown: 'It is not fixed yet: it is counted from a notice, and on our record none has reached you.',
  },
  reason: 'Reason',
  soonerReason: 'Why it is sooner than usual',
  declineUntilRenewal: 'You can decline and leave until your contract renews.',
  silence: {
    until: ({ version, date }) => `If you do nothing until ${date}, you agree to version ${version}.`,
    within: ({ version, period }) =>
      `If you do nothing within ${period} of when we sent this email, you agree to version ${version}. Your page shows the exact date and time.`,
    around: ({ version, period, date }) =>
      `If you do nothing until ${date}, you agree to version ${version}. If we sent this email only after that, you have ${period} from when we sent it. Your page shows the exact date and time.`,
    lateUntil: ({ since, date, version }) =>
      `It has applied to others since ${since}. For you the version that you have now applies until ${date}, and you can object until then. If you do nothing, you agree to version ${version}.`,
    lateWithin: ({ since, period, version }) =>
      `It has applied to others since ${since}. For you the version that you have now applies for ${period} from when we sent this email, and you can object in that time. If you do nothing, you agree to version ${version}. Your page shows the exact date and time.`,
    untilRenewal: ({ version }) =>
      `If you do nothing until your contract renews, you agree to version ${version}.`,
    onPage: ({ version }) =>
      `If you do nothing, you agree to version ${version}. Your page shows until when you can object, or when that time ended.`,
    ended: ({ version, date, closedDate }) =>
      `The time to object ended on ${closedDate}. You did not object, so version ${version} applies to you from ${date}.`,
    endedUntilRenewal: ({ version, closedDate }) =>
      `The time to object ended on ${closedDate}. You did not object, so version ${version} applies to you when your contract renews.`,
  },
  use: {
    afterRenewal: ({ version }) =>
      `If you keep using the service after your contract renews, you agree to version ${version}.`,
    onPage: ({ version }) =>
      `If you keep using the service, you agree to version ${version}. Your page shows from when on that counts.`,
    goOn: ({ version }) =>
      `If you go on using the service, you agree to version ${version}. If you do not agree, stop using it.`,
    next: ({ version }) => `You agree to version ${version} the next time you use the service.`,
  },
  explicitUndated:
    'Nothing changes for you until you accept. Once the change is in effect, you will be asked to accept before going on.',
  unanswered: {
    restrict: ({ date }) =>
      `If you have not accepted by ${date}, you can use the service only in part after that, until you accept.`,
    restrictUndated:
      'If you do not accept, there comes a time from which you can use the service only in part, until you accept. Your page shows when.',
    end: ({ date }) =>
      `If you have not accepted by ${date}, you cannot use the service after that, until you accept.`,
    endUndated:
      'If you do not accept, there comes a time from which you cannot use the service, until you accept. Your page shows when.',
  },
  acceptAtOnce: 'If you accept, it applies to you at once.',
  applies: {
    from: ({ date }) =>
      `There is nothing you need to do: this is for your information. It applies from ${date}.`,
    since: ({ date }) =>
      `There is nothing you need to do: this is for your information. It has applied since ${date}.`,
    undated: 'There is nothing you need to do: this is for your information.',
    leave: 'You are not asked to agree. If you do not want the change, you can leave.',
    leaveUntil: ({ date }) =>
      `You are not asked to agree. If you do not want the change, you can leave until ${date}.`,
    leaveWithin: ({ period }) =>
      `You are not asked to agree. If you do not want the change, you can leave within ${period} of when we sent this email. Your page shows the exact date and time.`,
    leaveUntilRenewal:
      'You are not asked to agree. If you do not want the change, you can leave until your contract renews.',
    leaveOnPage:
      'You are not asked to agree. If you do not want the change, you can leave for some time. Your page shows until when, or when that time ended.',
  },
  notTold: 'Nothing binds you yet: on our record no notice of this has reached you.',
  public: {
    silence: ({ version }) =>
      `Whoever agreed to the version before, was told of this one and does not object in time agrees to version ${version}.`,
    applies: ({ version }) => `Nobody has to agree to version ${version}: it applies without that.`,
  },
};
