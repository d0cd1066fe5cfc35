/** Rules with one class, whose rule is told by mail, after ten days, and agreed by use; unless said. */
export function rulesOf(rule: object = {}, more: object = {}) {
  return {
    format: 'notice-rules/1',
    timeZone: 'Europe/Berlin',
    classes: [
      {
        ...{ class: 'any', label: 'Any change' },
        rule: {
          tell: { by: ['mail', 'account'], need: 1 },
          effect: { terms: [{ after: 'P10D', from: 'posting' }] },
          late: 'P7D',
          acceptance: 'use',
          decline: { offers: ['leave-now', 'leave-at-close'] },
          ...rule,
        },
      },
    ],
    ...more,
  };
}

/** Readers who are consumers. */
export const CONSUMERS = { audience: 'consumers', label: 'Consumers', match: { kind: ['consumer'] } };

/** Rules that have a part of every kind: what is told of them is as long as it gets. */
export const RULES_OF_EVERY_KIND = {
  ...{ format: 'notice-rules/1', timeZone: 'Europe/Berlin', posted: 'P60D' },
  calendar: { holidays: ['2026-12-25', '2027-01-01'] },
  receipt: { mail: 'PT24H', post: 'delivered' },
  audiences: [CONSUMERS, { audience: 'yearly', label: 'Yearly orders', match: { plan: ['yearly'] } }],
  classes: [
    {
      ...{ class: 'minor', label: 'Small things', means: 'What takes nothing from anybody.' },
      rule: {
        tell: { by: ['mail', 'account', 'post'], need: 1 },
        effect: { terms: [{ after: 'P10D', from: 'notice', days: 'business' }] },
        ...{ sooner: ['acceptance', 'use'], newcomers: 'at-once', acceptance: 'use' },
        decline: { offers: ['leave-now'] },
      },
    },
    {
      ...{ class: 'substantial', label: 'Substantial', alone: true, sections: ['what-we-collect', 'gone'] },
      rule: {
        ...{ tell: { by: ['mail', 'site'], need: 2 }, durable: true, acceptance: 'silence' },
        effect: { terms: [{ after: 'P2M', from: 'notice', counted: 'back', align: 'next-day' }] },
        decline: {
          offers: ['leave-now', 'leave-at-close', 'leave-part', 'keep-old', 'keep-old-part'],
          ...{ free: true, mayEnd: { after: 'P2M' } },
          keepUntil: {
            choose: 'earliest',
            terms: [
              { after: 'PT0S', from: 'renewal' },
              { after: 'P12M', from: 'effect' },
            ],
          },
        },
      },
      audiences: {
        consumers: {
          ...{ tell: { by: ['mail', 'site'], need: 2 }, durable: true, acceptance: 'explicit' },
          effect: { terms: [{ after: 'P2M', from: 'notice', counted: 'back', align: 'next-day' }] },
          // biome-ignore lint/suspicious/noThenProperty: the document calls it so, and it is a string
          unanswered: { at: { terms: [{ after: 'P30D', from: 'effect' }] }, then: 'restrict' },
          decline: { offers: ['leave-now', 'leave-at-close', 'keep-old'], mayEnd: { after: 'PT0S' } },
        },
        yearly: {
          ...{ tell: { by: ['mail', 'site'], need: 2 }, acceptance: 'silence' },
          effect: { terms: [{ after: 'P30D', from: 'renewal', counted: 'back' }] },
          decline: {
            offers: ['leave-at-close'],
            until: { terms: [{ after: 'P5D', from: 'effect', counted: 'back' }] },
          },
        },
      },
    },
    {
      ...{ class: 'urgent', label: 'Cannot wait', reason: true },
      rule: {
        ...{ tell: { by: ['mail'], need: 1 }, shorter: 'with-reason', late: 'P10D', acceptance: 'none' },
        effect: {
          terms: [
            { after: 'PT0S', from: 'document-date' },
            { after: 'P3D', from: 'receipt' },
          ],
        },
      },
    },
  ],
};
