import { memberOfActor } from '../../domain/access/member.ts';
import { listKeysById } from '../../storage/access/keys.ts';
import { listMembersById } from '../../storage/access/members.ts';
import type { HttpContext } from '../wire/http-context.ts';

/** Tells actors by name: members, and keys that still work; all others as they are recorded. */
export async function readNames(
  { store, now }: Pick<HttpContext, 'store' | 'now'>,
  actors: readonly string[],
): Promise<(actor: string) => string> {
  const ids = [...new Set(actors)];
  const members = await listMembersById(
    store.db,
    ids.flatMap((actor) => memberOfActor(actor) ?? []),
  );
  const keys = ids.filter((actor) => memberOfActor(actor) === null);
  const found = keys.length === 0 ? [] : await listKeysById(store.db, keys, now());
  const names = new Map([
    ...members.map(({ id, name }) => [`member:${id}`, name] as const),
    ...found.map(({ id, name }) => [id, `${name} (key)`] as const),
  ]);
  return (actor) => names.get(actor) ?? actor;
}
