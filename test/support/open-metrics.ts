import { expect } from 'vitest';

/** Samples by `name{labels}` as they were written. */
export type Scrape = ReadonlyMap<string, number>;

const SAMPLE = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (-?[\d.]+(?:e[+-]?\d+)?)$/i;
const LABEL = /([a-z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/gy;
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: ['_total'],
  gauge: [''],
  histogram: ['_bucket', '_count', '_sum'],
};

/** Reads what was scraped as strictly as OpenMetrics 1.0 says it; fails on whatever else it is. */
export function readOpenMetrics(text: string): Scrape {
  expect(text.endsWith('\n# EOF\n')).toBe(true);
  const samples = new Map<string, number>();
  const seen = new Set<string>();
  let family = { name: '', type: '' };
  for (const line of text.slice(0, -'# EOF\n'.length).trimEnd().split('\n')) {
    const [, keyword, name = '', rest = ''] = /^# (TYPE|UNIT|HELP) (\S+) (.+)$/.exec(line) ?? [];
    if (keyword === 'TYPE') {
      expect(seen, `${name} is there twice`).not.toContain(name);
      expect(Object.keys(SUFFIXES)).toContain(rest);
      seen.add(name);
      family = { name, type: rest };
    } else if (keyword !== undefined) {
      expect(name).toBe(family.name);
      if (keyword === 'UNIT') expect(name.endsWith(`_${rest}`), `${name} ends in its unit`).toBe(true);
    } else {
      const [, own = '', labels = '', value] = SAMPLE.exec(line) ?? [];
      expect(value, `a sample: ${line}`).toBeDefined();
      const suffix = own.slice(family.name.length);
      expect([own.startsWith(family.name), SUFFIXES[family.type]?.includes(suffix)], line).toEqual([
        true,
        true,
      ]);
      LABEL.lastIndex = 0;
      const read = [...labels.matchAll(LABEL)].map(([all]) => all).join('');
      expect(read, `labels: ${line}`).toBe(labels);
      const key = labels === '' ? own : `${own}{${labels}}`;
      expect(samples.has(key), `${key} is there twice`).toBe(false);
      samples.set(key, Number(value));
    }
  }
  expectCumulative(samples);
  return samples;
}

/** The sum over all samples whose `name{labels}` holds each of some parts. */
export function sumOf(scrape: Scrape, ...parts: readonly string[]): number {
  const found = [...scrape].filter(([key]) => parts.every((part) => key.includes(part)));
  expect(found, `a sample with ${parts.join(', ')}`).not.toEqual([]);
  return found.reduce((sum, [, value]) => sum + value, 0);
}

function expectCumulative(samples: Scrape): void {
  const buckets = Map.groupBy(
    [...samples].filter(([key]) => key.includes('_bucket{')),
    ([key]) => key.replace(/,?le="[^"]*"/, ''),
  );
  for (const [key, all] of buckets) {
    const counts = all.map(([, count]) => count);
    expect(counts, key).toEqual(counts.toSorted((a, b) => a - b));
    expect(all.at(-1)?.[0]).toContain('le="+Inf"');
    expect(samples.get(key.replace('_bucket{', '_count{').replace('{}', ''))).toBe(counts.at(-1));
  }
}
