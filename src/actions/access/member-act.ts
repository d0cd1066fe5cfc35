import type { Member, MemberAct } from '../../domain/access/member.ts';
import type { Act } from '../../domain/record/act.ts';

/** What is recorded of something being said of a member; who they are can be forgotten. `link` is what let them in. */
export function memberAct(member: Member, act: MemberAct, actor: string, link: string | null = null): Act {
  const { id, edition, roles, email, name, updatedAt: at } = member;
  return {
    ...{ kind: 'member', about: `${id}/${edition}`, at, recordedAt: at, actor, ref: null },
    ...{ policy: null, version: null },
    facts: { member: id, edition, act, roles: [...roles], ...(link === null ? {} : { link }) },
    personal: { email, name },
  };
}
