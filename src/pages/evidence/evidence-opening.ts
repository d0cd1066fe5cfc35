import { html } from 'hono/html';
import type { Binding } from '../../domain/answers/position.ts';
import type { Instant } from '../../domain/instant.ts';
import type { HeldBasis } from '../../domain/policies/policy.ts';
import type { Markup } from '../layout.ts';
import { instantView } from './evidence-acts.ts';

/** Answers first what evidence is read for: was this person bound by which text on that day, and why. */
export function evidenceOpening({
  name,
  on,
  bindings,
}: {
  readonly name: string;
  readonly on: Instant;
  readonly bindings: readonly Binding[];
}): Markup {
  return html`<section class="opening" aria-labelledby="opening">
<h2 id="opening">Was this person bound, and why</h2>
${
  bindings.length === 0
    ? html`<p>Nothing is recorded of <bdi>${name}</bdi> about any policy, so nothing shows that they were bound by one.</p>`
    : bindings.map((one) => html`<p>${answerOf(one, name, on)}</p>`)
}
<p class="meta">As it follows from all that is recorded by the time this page was made. Each sentence rests on the acts below.</p>
</section>`;
}

function answerOf({ title, held, ahead, inForce, ...end }: Binding, name: string, on: Instant): Markup {
  const who = html`<bdi>${name}</bdi>`;
  const policy = html`“<bdi>${title}</bdi>”`;
  const day = html`On ${instantView(on)}`;
  const left =
    end.leftAt === null ? '' : html` Their use of the service had ended on ${instantView(end.leftAt)}.`;
  if (held === null) {
    const why =
      end.withdrawnAt !== null && end.refusedAt === null
        ? html`they had taken back their consent on ${instantView(end.withdrawnAt)}`
        : whyNot(inForce, end);
    return html`${day}, <strong>${who} was bound by no version of ${policy}</strong>: ${why}.${left}`;
  }
  const text =
    held.version === null
      ? html`what they had agreed to of ${policy} before this record was kept`
      : html`version ${held.version} of ${policy}`;
  const newer =
    ahead === null && inForce !== null && held.version !== null && inForce.version > held.version
      ? html` Version ${inForce.version} was in force by then, to which they had not agreed: ${whyNot(inForce, end)}.`
      : '';
  return html`${day}, <strong>${who} was bound by ${text}</strong>, ${since(held)}${newer}${ahead && aheadOf(ahead, held, inForce)}${left}`;
}

function since({ since, basis, contentHash }: NonNullable<Binding['held']>): Markup {
  return html`since ${instantView(since)}: ${BECAUSE[basis]}.${contentHash && html` The text that prevails has the fingerprint <code>${contentHash}</code>.`}`;
}

/** That what somebody had agreed to was still to take effect, and what was in force until then. */
function aheadOf(
  ahead: NonNullable<Binding['ahead']>,
  held: NonNullable<Binding['held']>,
  inForce: Binding['inForce'],
): Markup {
  const also =
    held.version !== ahead.version &&
    html` They had agreed to version ${ahead.version} as well, ${since(ahead)}`;
  const effect =
    ahead.effectiveAt === null
      ? html`was to take effect for them once something had happened that its date waited for`
      : html`was to take effect for them on ${instantView(ahead.effectiveAt)}`;
  const until = inForce === null ? html`none was in force` : html`version ${inForce.version} was in force`;
  return html`${also} Version ${ahead.version} ${effect}; until then ${until}.`;
}

const BECAUSE: Readonly<Record<HeldBasis, string>> = {
  explicit: 'they accepted it',
  deemed: 'they used the service after having been told of it, which agreed to it',
  imported: 'they had accepted it elsewhere, as the product reported',
  silence: 'they had been told of it and did not object in time, which agreed to it',
  'kept-old': 'they objected to what came after it, and kept it',
};

function whyNot(inForce: Binding['inForce'], { refusedAt }: Pick<Binding, 'refusedAt'>): Markup {
  if (inForce === null) return html`none was in force for them`;
  if (refusedAt !== null) return html`they had refused their consent on ${instantView(refusedAt)}`;
  if (inForce.toldAt === null)
    return html`nothing shows that they had been told of version ${inForce.version}`;
  return html`they were told of version ${inForce.version} on ${instantView(inForce.toldAt)}, and nothing that agrees to it had come by then`;
}
