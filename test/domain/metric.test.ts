import { expect, test } from 'vitest';
import { gauge, makeCounter, makeHistogram, metricsToText } from '../../src/domain/metric.ts';
import { readOpenMetrics } from '../support/open-metrics.ts';

test('metrics are written as OpenMetrics has them', () => {
  const mails = makeCounter('mails', 'Mails by what came of each.');
  mails.add({ outcome: 'taken' }, 3);
  mails.add({ outcome: 'refused' });
  mails.add({ outcome: 'taken' });
  const calls = makeHistogram('call_duration_seconds', 'How long\ncalls "took" \\ in all.', [0.1, 1]);
  calls.note({}, 0.05);
  calls.note({}, 0.1);
  calls.note({}, 5);
  const text = metricsToText([gauge('size_bytes', 'A size.', 42, 'bytes'), mails.metric(), calls.metric()]);
  expect(text).toBe(`# TYPE size_bytes gauge
# UNIT size_bytes bytes
# HELP size_bytes A size.
size_bytes 42
# TYPE mails counter
# HELP mails Mails by what came of each.
mails_total{outcome="taken"} 4
mails_total{outcome="refused"} 1
# TYPE call_duration_seconds histogram
# UNIT call_duration_seconds seconds
# HELP call_duration_seconds How long\\ncalls \\"took\\" \\\\ in all.
call_duration_seconds_bucket{le="0.1"} 2
call_duration_seconds_bucket{le="1.0"} 2
call_duration_seconds_bucket{le="+Inf"} 3
call_duration_seconds_count 3
call_duration_seconds_sum 5.15
# EOF
`);
  expect(readOpenMetrics(text).get('mails_total{outcome="taken"}')).toBe(4);
});

test('nothing in a label ends it', () => {
  const counter = makeCounter('odd', 'Odd labels.');
  counter.add({ name: 'a"b\\c\nd},{e="f"' });
  expect(readOpenMetrics(metricsToText([counter.metric()])).size).toBe(1);
});
