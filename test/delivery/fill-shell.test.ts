import { describe, expect, test } from 'vitest';
import { fillShell } from '../../src/delivery/fill-shell.ts';

describe("filling a mail's shell", () => {
  test('puts each value where its slot is', () => {
    expect(fillShell('<h1>{{heading}}</h1><p>{{lead}}</p>', { heading: 'A', lead: 'B' })).toEqual([
      '<h1>A</h1><p>B</p>',
    ]);
  });

  test('cuts the mail wherever the review URL goes', () => {
    const parts = fillShell('<a href="{{reviewUrl}}">1</a><a href="{{reviewUrl}}#leave">2</a>', {});
    expect(parts).toEqual(['<a href="', '">1</a><a href="', '#leave">2</a>']);
  });

  test('cuts it wherever words of the reader alone go', () => {
    const shell = '{{#useEndsLabel}}{{useEndsLabel}}: {{useEnds}}{{/useEndsLabel}}<a href="{{reviewUrl}}">';
    expect(fillShell(shell, { useEndsLabel: 'Ends' })).toEqual([
      'Ends: ',
      { own: 'useEnds' },
      '<a href="',
      '">',
    ]);
    expect(fillShell(shell, {})).toEqual(['<a href="', '">']);
  });

  test('leaves out a part that has nothing to say, with the links in it', () => {
    const shell = 'a{{#leave}}<a href="{{reviewUrl}}">{{leave}}</a>{{/leave}}b';
    expect(fillShell(shell, { leave: null })).toEqual(['ab']);
    expect(fillShell(shell, {})).toEqual(['ab']);
    expect(fillShell(shell, { leave: '' })).toEqual(['a<a href="', '"></a>b']);
  });

  test('never looks again at what it filled in', () => {
    const value = '{{lead}} {{reviewUrl}} {{#lead}}x{{/lead}} $& $1';
    expect(fillShell('{{heading}}|{{lead}}', { heading: value, lead: 'B' })).toEqual([`${value}|B`]);
  });

  test('refuses to write a mail with a hole in it', () => {
    expect(() => fillShell('<p>{{lead}}</p>', {})).toThrow('a mail has nothing to say at {{lead}}');
  });
});
