import { type Calendar, inOrder, isSameCalendar } from '../../domain/policies/calendar.ts';
import type { Act } from '../../domain/record/act.ts';
import {
  calendarIsMarked,
  findCalendar,
  type StoredCalendar,
  upsertCalendar,
} from '../../storage/policies/calendars.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';

/** Makes a calendar known under a name, or changes it; each edition is recorded. Saying the same changes nothing. */
export async function putCalendar(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  name: string,
  said: Calendar,
  keyId: string,
): Promise<{ readonly calendar: StoredCalendar; readonly created: boolean }> {
  const { db } = store;
  const days = inOrder(said);
  return untilWritten(async () => {
    const known = await findCalendar(db, name);
    if (known !== undefined && isSameCalendar(known, days)) return { calendar: known, created: false };
    const at = now();
    const calendar: StoredCalendar = {
      ...{ name, ...days, edition: (known?.edition ?? 0) + 1, command: newId() },
      ...{ createdAt: known?.createdAt ?? at, updatedAt: at },
    };
    const [written] = await store.atomic([
      upsertCalendar(db, calendar, { expected: known?.command ?? null, keyId }),
      ...recordActs(db, [calendarAct(calendar, keyId)], calendarIsMarked(name, calendar.command)),
    ]);
    return written === 1 ? { calendar, created: known === undefined } : undefined;
  });
}

function calendarAct(
  { name, edition, weekend, holidays, updatedAt: at }: StoredCalendar,
  actor: string,
): Act {
  return {
    ...{ kind: 'calendar', about: `${name}/${edition}`, at, recordedAt: at, actor, ref: null },
    ...{ policy: null, version: null },
    facts: { calendar: name, edition, weekend: [...weekend], holidays: [...holidays] },
  };
}
