import { z } from 'zod';
import { advanceClock } from '../../actions/access/advance-clock.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { instantOut, period } from '../wire/schemas.ts';

const clockAnswer = z
  .object({
    now: instantOut,
    /** Than the machine's clock. */
    secondsAhead: z.int(),
  })
  .meta({ id: 'TestClock' });

/** Moving the service's clock on, for whoever tries out what happens in thirty days. */
export function testClockRoute(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/test-clock',
      summary:
        'Move the clock of a service under test on by a period. There only with TEST_CLOCK=on, on loopback, with the local mailbox.',
      role: 'any',
      body: z.strictObject({ advance: period }),
      statuses: [200],
      answer: clockAnswer,
      refusals: ['invalid-request', 'not-found'],
    },
    async ({ body }) => {
      const { testClock } = context;
      if (testClock === null) throw new Refusal('not-found', 'No test clock is on here.');
      const now = await advanceClock(context, testClock, body.advance);
      return { status: 200, body: { now, secondsAhead: testClock.secondsAhead() } };
    },
  );
}
