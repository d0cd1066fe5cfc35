const NEAR = 40;

/**
 * Compares two texts by their characters, without regard to white space, case, and other ways to write the
 * same character; null where they are the same, else the words of the first around where they part.
 */
export function sameWords(first: string, second: string): string | null {
  const a = comparable(first);
  const [left, right] = [a.replace(/\s+/g, ''), comparable(second).replace(/\s+/g, '')];
  if (left === right) return null;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  let place = 0;
  for (let seen = 0; place < a.length && seen < at; place++) if (!/\s/.test(a[place]!)) seen++;
  return a.slice(Math.max(0, place - NEAR), place + NEAR).trim();
}

function comparable(text: string): string {
  // Of hyphens, a word processor writes some as signs of its own.
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\u00ad\u2010]/g, '');
}
