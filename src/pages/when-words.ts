import { isNoTime } from '../domain/period.ts';
import type { Term, When } from '../domain/rules/notice-rules.ts';
import { formatPeriod } from '../language/dates.ts';
import { type Language, messagesIn } from '../language/languages.ts';

/** The moment that rules come to, in words to end a sentence with: "30 days after we tell you". */
export function whenWords({ choose = 'latest', terms }: When, language: Language): string {
  const { when: words } = messagesIn(language).rules;
  const [first = '', ...rest] = terms.map((term) => termWords(term, language));
  if (rest.length === 0) return first;
  const when = rest.reduce((before, second) => words.both({ first: before, second }), first);
  return words[choose]({ when });
}

function termWords(term: Term, language: Language): string {
  const { when: words } = messagesIn(language).rules;
  const when = untilAligned(term, language);
  return term.align === 'next-day' ? words.midnight({ when }) : when;
}

function untilAligned(term: Term, language: Language): string {
  const { after, from, counted, days } = term;
  const { when: words } = messagesIn(language).rules;
  const moment = words.moments[from];
  if (isNoTime(after)) return moment.at;
  // Business days are counted in whole ones, from their event on.
  if (days === 'business') {
    return moment.after({ period: words.businessDays({ count: Number(/\d+/.exec(after)?.[0]) }) });
  }
  const period = formatPeriod(after, language);
  if (counted === 'back' && from === 'effect') return words.beforeEffect({ period });
  if (counted === 'back' && from === 'renewal') return words.renewalAfterNotice({ period });
  const when = moment.after({ period });
  // Days are as long either way, and months are not.
  return counted === 'back' && /^P\d*Y?\d*M|^P\d+Y/.test(after) ? words.countedBack({ when }) : when;
}
