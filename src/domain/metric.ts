/** What is measured of one thing, as OpenMetrics has it; a counter's and a histogram's samples have suffixes. */
export type Metric = {
  /** Without the suffix of its samples, and ending in its unit. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly unit?: 'seconds' | 'bytes';
  readonly help: string;
  readonly samples: readonly Sample[];
};

/** One value, and what tells it from others of its metric. */
export type Sample = {
  readonly suffix?: '_total' | '_bucket' | '_sum' | '_count';
  readonly labels?: Labels;
  readonly value: number;
};

/** Names and values that tell samples apart. */
export type Labels = Readonly<Record<string, string>>;

/** The type of what `metricsToText` writes. */
export const OPEN_METRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** Writes metrics as OpenMetrics 1.0 has them. */
export function metricsToText(metrics: readonly Metric[]): string {
  const lines = metrics.flatMap(({ name, type, unit, help, samples }) => [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(({ suffix = '', labels, value }) => `${name}${suffix}${labelsToText(labels)} ${value}`),
  ]);
  return `${[...lines, '# EOF'].join('\n')}\n`;
}

/** A gauge of one value. */
export function gauge(name: string, help: string, value: number, unit?: Metric['unit']): Metric {
  return { name, type: 'gauge', help, samples: [{ value }], ...(unit && { unit }) };
}

/** Counts, each by what tells it from others; it only ever grows. */
export type Counter = {
  readonly add: (labels: Labels, by?: number) => void;
  readonly metric: () => Metric;
};

/** Makes a counter. */
export function makeCounter(name: string, help: string, unit?: Metric['unit']): Counter {
  const counts = new Map<string, { readonly labels: Labels; value: number }>();
  return {
    add(labels, by = 1) {
      const key = Object.values(labels).join('\n');
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { labels, value: by });
      else known.value += by;
    },
    metric: () => ({
      ...{ name, type: 'counter', help, ...(unit && { unit }) },
      samples: [...counts.values()].map(({ labels, value }) => ({ suffix: '_total', labels, value })),
    }),
  };
}

/** How long things took, in seconds, by what tells them apart. */
export type Histogram = {
  readonly note: (labels: Labels, seconds: number) => void;
  readonly metric: () => Metric;
};

/** Makes a histogram of seconds; `bounds` grow. */
export function makeHistogram(name: string, help: string, bounds: readonly number[]): Histogram {
  type Noted = { readonly labels: Labels; readonly counts: number[]; sum: number };
  const all = new Map<string, Noted>();
  return {
    note(labels, seconds) {
      const key = Object.values(labels).join('\n');
      let noted = all.get(key);
      if (noted === undefined) {
        noted = { labels, counts: Array.from({ length: bounds.length + 1 }, () => 0), sum: 0 };
        all.set(key, noted);
      }
      const place = bounds.findIndex((bound) => seconds <= bound);
      const at = place < 0 ? bounds.length : place;
      noted.counts[at] = (noted.counts[at] ?? 0) + 1;
      noted.sum += seconds;
    },
    metric: () => ({
      ...{ name, type: 'histogram', unit: 'seconds', help },
      samples: [...all.values()].flatMap(({ labels, counts, sum }): Sample[] => {
        let below = 0;
        const buckets = counts.map((count, i): Sample => {
          below += count;
          const le = i < bounds.length ? floatToText(bounds[i] as number) : '+Inf';
          return { suffix: '_bucket', labels: { ...labels, le }, value: below };
        });
        return [
          ...buckets,
          { suffix: '_count', labels, value: below },
          { suffix: '_sum', labels, value: sum },
        ];
      }),
    }),
  };
}

/** A bound is written as a float, since it is compared as text. */
function floatToText(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function labelsToText(labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
