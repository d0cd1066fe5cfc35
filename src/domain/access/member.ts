import { isSameMailbox } from '../email-address.ts';
import type { Instant } from '../instant.ts';
import { inOrderOfRoles, type MemberRole } from './roles.ts';

/** Somebody who may use the console. Whoever was removed stays known, since the record names them. */
export type Member = {
  readonly id: string;
  /** As it was given; two that name one mailbox are of one member. */
  readonly email: string;
  readonly name: string;
  readonly roles: readonly MemberRole[];
  /** Counts what was said of them, from 1. */
  readonly edition: number;
  readonly invitedAt: Instant;
  readonly updatedAt: Instant;
  /** When they last signed in; null: never. */
  readonly signedInAt: Instant | null;
  readonly removedAt: Instant | null;
};

/** What is said of a member: who they are and what for. */
export type MemberWords = Pick<Member, 'email' | 'name' | 'roles'>;

/** How something came to be said of a member: `let-in` by a link that makes an admin, or by the setting of one. */
export type MemberAct = 'invited' | 'changed' | 'removed' | 'let-in';

/** Who acts, for the record and beside what they wrote. */
export function actorOf({ id }: Pick<Member, 'id'>): string {
  return `member:${id}`;
}

/** The member that an actor is, by id; null for keys and all others. */
export function memberOfActor(actor: string): string | null {
  return actor.startsWith('member:') ? actor.slice('member:'.length) : null;
}

/** A member as they are once something was said of them. */
export function saidOfMember(
  known: Member | undefined,
  words: MemberWords,
  { id, at, act }: { readonly id: string; readonly at: Instant; readonly act: MemberAct },
): Member {
  return {
    id: known?.id ?? id,
    ...{ email: words.email, name: words.name, roles: inOrderOfRoles(words.roles) },
    edition: (known?.edition ?? 0) + 1,
    invitedAt: known?.invitedAt ?? at,
    updatedAt: at,
    signedInAt: known?.signedInAt ?? null,
    removedAt: act === 'removed' ? at : null,
  };
}

/** Whether something is said of a member already. */
export function isSaidAlready(known: Member, words: MemberWords): boolean {
  return (
    known.email === words.email &&
    known.name === words.name &&
    inOrderOfRoles(words.roles).join() === known.roles.join()
  );
}

/** Whether what is said of a member leaves them without what they came in by: their address, or their place. */
export function endsTheirSessions(known: Member, next: Member): boolean {
  return next.removedAt !== null || !isSameMailbox(known.email, next.email);
}

/** Whether somebody can make members: an admin who was not removed. */
export function isAdmin({ roles, removedAt }: Pick<Member, 'roles' | 'removedAt'>): boolean {
  return removedAt === null && roles.includes('admin');
}
