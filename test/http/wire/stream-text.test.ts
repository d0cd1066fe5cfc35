import { expect, test } from 'vitest';
import { streamText } from '../../../src/http/wire/stream-text.ts';

/** Parts that count how many were asked for, and say when nobody asks any more. */
function countingParts() {
  const seen = { asked: 0, hasEnded: false };
  const parts = (async function* () {
    try {
      for (;;) yield `part ${++seen.asked}\n`;
    } finally {
      seen.hasEnded = true;
    }
  })();
  return { seen, parts };
}

test('a text is made no faster than it is read', async () => {
  const { seen, parts } = countingParts();
  const reader = streamText(parts, () => {}).getReader();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(seen.asked).toBe(0);
  await reader.read();
  await reader.read();
  expect(seen.asked).toBe(2);
  await reader.cancel();
});

test('whoever hangs up ends the loop that makes it', async () => {
  const { seen, parts } = countingParts();
  const reader = streamText(parts, () => {}).getReader();
  const { value } = await reader.read();
  expect(new TextDecoder().decode(value)).toBe('part 1\n');
  await reader.cancel();
  expect(seen).toEqual({ asked: 1, hasEnded: true });
});

test('a text that cannot be finished ends in an error, not early', async () => {
  const failure = new Error('the disk is gone');
  const heard: unknown[] = [];
  const parts = (async function* () {
    yield 'one';
    throw failure;
  })();
  const body = streamText(parts, (error) => heard.push(error));
  await expect(new Response(body).text()).rejects.toThrow('the disk is gone');
  expect(heard).toEqual([failure]);
});

test('whoever reads as fast as it is made leaves turns to others', async () => {
  const { parts } = countingParts();
  const reader = streamText(parts, () => {}).getReader();
  let turns = 0;
  const others = setInterval(() => turns++, 0);
  // Without a turn for others this would go on for ever.
  while (turns < 3) await reader.read();
  clearInterval(others);
  await reader.cancel();
});
