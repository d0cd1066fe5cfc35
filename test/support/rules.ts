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
