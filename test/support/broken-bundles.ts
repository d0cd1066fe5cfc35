import { createHash } from 'node:crypto';

type Json = { [name: string]: Json } | Json[] | string | number | boolean | null;
// biome-ignore lint/suspicious/noExplicitAny: tests change bundles anywhere
type Loose = any;

/**
 * What somebody may change in the bundle of `ada` in the story: what it is, the words in which that is told, and the
 * change itself, which answers what they are told of.
 */
export const BROKEN: readonly (readonly [what: string, words: string, change: (bundle: Loose) => string])[] =
  [
    [
      'a record',
      'the record or its salt was changed',
      changed('accepted', (one) => set(one.record, 'at', '2026')),
    ],
    [
      'a salt',
      'the record or its salt was changed',
      changed('sent', (one) => set(one, 'salt', `${'A'.repeat(22)}==`)),
    ],
    [
      'an address',
      'its personal part (email, linkHash, salt) was changed',
      changed('sent', (one) => set(one.personal, 'email', 'eve@example.com')),
    ],
    [
      'what the provider reported',
      'its personal part (payload, salt) was changed',
      changed('provider-event', (one) => set(one.personal, 'payload', '{}')),
    ],
    ['a place', 'its proof is of another place', changed('sent', (one) => set(one, 'position', 3))],
    [
      'a proof',
      'its proof does not lead to the checkpoint',
      changed('sent', (one) =>
        set(one, 'proof', one.proof.replace(/\n[A-Za-z0-9+/]{42}/, `\n${'A'.repeat(42)}`)),
      ),
    ],
    ['a record and its hash', 'its proof does not lead to the checkpoint', changed('accepted', forge)],
    [
      'a proof taken out',
      'the proof that it stands at',
      changed('accepted', (one) => set(one, 'proof', null)),
    ],
    [
      'a salt taken out',
      'no record says that its user was erased',
      changed('accepted', (one) => set(one, 'salt', null)),
    ],
    [
      'a record of somebody else',
      'it is about somebody else',
      (b) => `${set(b.user, 'ref', '0198') && 'sent'}:`,
    ],
    [
      'a record put in twice',
      'it stands twice in the bundle',
      (b) => b.records[b.records.push(b.records[0]) - 1].record.id,
    ],
    [
      'a subject',
      'are not those that were sent',
      (b) => `the mail ${set(b.mails[0], 'subject', 'Nothing new').delivery}`,
    ],
    [
      'a text',
      'it is not the text of its hash',
      (b) => `the text of privacy ${set(b.texts[1], 'content', 'We sell it.').version}`,
    ],
    [
      'a text and its hash',
      'it is not the text that was posted',
      (b) => `the text of privacy ${set(set(b.texts[1], 'content', ''), 'contentHash', hashOf('')).version}`,
    ],
    [
      'a text put in',
      'no record says that it was posted',
      (b) => `the text of privacy ${b.texts[b.texts.push({ ...b.texts[0], version: 9 }) - 1].version}`,
    ],
    ['a text taken out', 'the text of privacy', (b) => `posted:privacy/${b.texts.shift().version}`],
    ['a page', 'its words are not those of its hash', (b) => `the page ${set(b.pages[0], 'html', '').id}`],
    ['a page taken out', 'the words of the page are missing', (b) => `${b.pages.shift() && 'accepted'}:`],
    ['a mail taken out', 'the words of this mail are missing', (b) => `sent:${b.mails.shift().delivery}`],
    [
      'the checkpoint',
      'it is not signed by the key',
      (b) => set(b.log, 'checkpoint', b.log.checkpoint.replace(/\n\d+\n/, '\n21\n')) && 'the checkpoint',
    ],
    [
      'the key',
      'the key in the bundle cannot be read',
      (b) => set(b.log, 'key', b.log.key.replace('localhost', 'localhast')) && 'the key',
    ],
  ];

/** Changes the first record of a kind, and names it. */
function changed(kind: string, change: (one: Loose) => void): (bundle: Loose) => string {
  return (bundle) => {
    const one = bundle.records.find(({ record }: Loose) => record.kind === kind);
    change(one);
    return one.record.id;
  };
}

function set(on: Loose, name: string, value: unknown): Loose {
  on[name] = value;
  return on;
}

function hashOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Rewrites a record and commits to it anew, as its operator could. */
function forge(one: Loose): void {
  const sorted = (value: Json): Json => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(sorted);
    const names = Object.keys(value).sort();
    return Object.fromEntries(names.map((name) => [name, sorted(value[name] as Json)]));
  };
  one.record.at = '2026-11-20T09:00:00.000Z';
  const body = JSON.stringify(sorted(one.record));
  const hash = createHash('sha256').update(Buffer.from(one.salt, 'base64')).update(body);
  one.commitment = hash.digest('base64');
}
