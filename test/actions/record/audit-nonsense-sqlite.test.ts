import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingText, type Row } from '../../../src/domain/audit/finding.ts';
import { haveTampering, type Tampering } from '../../support/tampering.ts';

/** Where something stands in a body: names and places, from the outside in. */
type Path = readonly (string | number)[];

let tampering: Tampering;
let records: readonly Row[];
/** Of which a commitment can be made anew; what was forgotten of others keeps anybody from telling. */
let salted: ReadonlySet<unknown>;
beforeAll(async () => {
  tampering = await haveTampering();
  records = await tampering.rows('records');
  salted = new Set((await tampering.rows('record_secrets')).map((row) => row.record_id));
});
afterAll(() => tampering.end());

/** Every place in a value but the outermost. */
function pathsIn(value: unknown, before: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const path = [...before, Array.isArray(value) ? Number(name) : name];
    return [path, ...pathsIn(member, path)];
  });
}

/** A body that has something else in a place. */
function nonsense(body: string, path: Path, change: (owner: Record<string, unknown>, name: string) => void) {
  const all = JSON.parse(body) as Record<string, unknown>;
  const owner = path.slice(0, -1).reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], all);
  change(owner as Record<string, unknown>, String(path.at(-1)));
  return JSON.stringify(all);
}

/** Changes one place in each record, round after round, until all places of all had their turn. */
async function eachPlace(change: (owner: Record<string, unknown>, name: string) => void): Promise<void> {
  const placesOf = records.map(({ body }) => pathsIn(JSON.parse(String(body))));
  const rounds = Math.max(...placesOf.map((paths) => paths.length));
  for (let round = 0; round < rounds; round++) {
    const changed: Row[] = [];
    for (const [index, row] of records.entries()) {
      const path = placesOf[index]?.[round];
      if (path === undefined) continue;
      const body = nonsense(String(row.body), path, change);
      if (body === row.body) continue;
      await tampering.set('records', row, 'body', body);
      changed.push({ ...row, body });
    }
    const found = await tampering.reaudit().finally(async () => {
      for (const row of changed) {
        const { body } = records.find(({ id }) => id === row.id) as Row;
        await tampering.set('records', row, 'body', body ?? null);
      }
    });
    const named = new Set(found.filter(({ table }) => table === 'records').map(({ row }) => row));
    const missed = changed.filter(({ id }) => salted.has(id ?? null) && !named.has(String(id)));
    expect(missed.map(({ id, body }) => `${id}: ${body}`)).toEqual([]);
  }
  expect((await tampering.audit()).map(findingText)).toEqual([]);
}

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['another text', '?'],
  ['an empty object', {}],
])('whatever a record says, the audit ends and names it: %s in any place', async (_, value) => {
  await eachPlace((owner, name) => {
    owner[name] = value;
  });
});
