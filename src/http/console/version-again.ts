import { z } from 'zod';
import { versionOf } from '../../actions/answers/read-facts.ts';
import { MOST_REPEATED_AT_ONCE, type RepeatPlace, repeatAlike } from '../../actions/notices/repeat-alike.ts';
import { actorOf } from '../../domain/access/member.ts';
import { NOT_GIVEN } from '../../domain/notices/delivery-state.ts';
import { versionAgainPage } from '../../pages/console/version-again.ts';
import { versionWords } from '../../pages/console/words/version.ts';
import { countLostAnnouncements } from '../../storage/notices/delivery-list.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { ofVersion } from './versions.ts';
import { addForm, addScreen, type Console } from './wire/screens.ts';

const PATH = '/console/policies/{policy}/versions/{version}/again';
/** More are not counted. */
const MOST_COUNTED = 10_000;
/** As many reasons as a cookie holds. */
const REASONS_TOLD = 3;

const notice = z.enum(NOT_GIVEN);
/** A place in the list, as a hidden field has it. */
const place = z
  .string()
  .regex(/^([0-9a-f-]{1,64} \d{1,9} \d{1,9})?$/)
  .transform((text): RepeatPlace | null => {
    const [ref = '', round, contact] = text.split(' ');
    return ref === '' ? null : { ref, round: Number(round), contact: Number(contact) };
  });
const outcome = z.object({ repeated: z.int(), refused: z.array(z.string()), after: z.string().nullable() });

/** Sending a version once more to all to whom its mail did not come: counted, confirmed, and recorded one by one. */
export function versionAgainScreens(console: Console): void {
  const { context } = console;

  const again = addScreen(console, {
    path: PATH,
    may: 'act-for-people',
    params: ofVersion,
    query: z.object({ notice: notice.optional() }),
    show: async ({ params, query, state, once }) => {
      const { policy, versions } = await readPolicyVersions(context, params.policy);
      const version = versionOf(versions, params.policy, params.version);
      const asked = query.notice ?? notice.safeParse(state.typed.notice).data ?? 'bounced';
      const count = await countLostAnnouncements(
        context.store.db,
        { ...params, state: asked },
        MOST_COUNTED + 1,
      );
      return versionAgainPage(
        { title: policy.title, version },
        {
          ...{ notice: asked, count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED },
          ...{ atOnce: MOST_REPEATED_AT_ONCE, state },
          outcome: once === null ? null : outcome.parse(JSON.parse(once)),
        },
      );
    },
  });

  addForm(console, {
    path: PATH,
    on: again,
    may: 'act-for-people',
    fields: z.object({ notice, after: place, confirm: z.literal('yes') }),
    says: versionWords.wrong,
    act: async ({ params, fields, member }) => {
      const of = { ...params, state: fields.notice };
      const { repeated, refused, after } = await repeatAlike(context, of, fields.after, actorOf(member));
      const next = after && `${after.ref} ${after.round} ${after.contact}`;
      const once = JSON.stringify({ repeated, refused: refused.slice(0, REASONS_TOLD), after: next });
      const path = PATH.replace('{policy}', params.policy).replace('{version}', String(params.version));
      return { to: `${path}?notice=${fields.notice}&done=again#done`, once };
    },
  });
}
