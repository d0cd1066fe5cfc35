const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/gu;
const LETTERS = /\p{L}/gu;

/**
 * Which way a piece of a policy runs, by most of its letters; null where it goes with what is around it.
 *
 * `dir="auto"` would go by the first letter, and Arabic sentences may well begin with a Latin name.
 */
export function textDirection(text: string): 'rtl' | 'ltr' | null {
  const backward = text.match(RIGHT_TO_LEFT)?.length ?? 0;
  if (backward === 0) return null;
  return backward * 2 > (text.match(LETTERS)?.length ?? 0) ? 'rtl' : 'ltr';
}
