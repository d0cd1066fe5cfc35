import { expect, test } from 'vitest';
import { fillRendition } from '../../src/delivery/compose.ts';
import type { MailBody } from '../../src/domain/notices/mail-body.ts';

const fill = (body: MailBody, words: Record<string, string> = {}) =>
  fillRendition({ subject: 'A', html: body, text: body }, { url: 'URL', words });

test('a mail has the link wherever two pieces meet, and its reader’s own words where they are named', () => {
  const body: MailBody = ['at ', { own: 'recordedAt' }, ', ends ', { own: 'useEnds' }, '. ', '', '#leave'];
  expect(fill(body, { recordedAt: 'noon', useEnds: 'night' }).text).toBe('at noon, ends night. URLURL#leave');
});

test('a mail written before there were words of one’s own is filled as it was', () => {
  expect(fill(['<a href="', '">1</a><a href="', '#leave">2</a>']).html).toBe(
    '<a href="URL">1</a><a href="URL#leave">2</a>',
  );
});

test('a reader’s own words are text, and escaped in HTML alone', () => {
  const { html, text } = fill(['', { own: 'recordedAt' }, ''], { recordedAt: '<b>&"' });
  expect([html, text]).toEqual(['&lt;b&gt;&amp;&quot;', '<b>&"']);
});

test('a mail is not sent with a hole where its reader’s words should be', () => {
  expect(() => fill(['', { own: 'useEnds' }, ''])).toThrow('a mail asks for "useEnds"');
});
