import { html } from 'hono/html';
import type { Policy, Version } from '../domain/policies/policy.ts';
import { announcedVersions, versionInForce } from '../domain/policies/timeline.ts';
import { messagesIn } from '../language/languages.ts';
import { layout, type Markup } from './layout.ts';
import { frame, type PolicyFacts } from './policy.ts';
import { policyPath } from './public-paths.ts';
import { inLanguageOf, written } from './version-facts.ts';

/** All policies, each with what is in force and what is announced. */
export function policiesPage(
  facts: Omit<PolicyFacts, 'policy' | 'versions'>,
  policies: readonly { readonly policy: Policy; readonly versions: readonly Version[] }[],
): Markup {
  const { language, publicUrl } = facts;
  const { public: words } = messagesIn(language);
  return layout({
    ...frame(facts),
    title: words.policies,
    published: { url: `${publicUrl}/policies` },
    body: html`<h1>${words.policies}</h1>
${policies.length === 0 && html`<p>${words.noPolicies}</p>`}
<ul class="cards">${policies.map((one) => policyCard({ ...facts, ...one }))}
</ul>`,
  });
}

function policyCard({ language, policy, versions, now }: PolicyFacts): Markup {
  const { public: words } = messagesIn(language);
  const current = versionInForce(versions, now);
  const date = (version: Version) => written(version.effectiveAt, version, language);
  return html`
<li><h2${inLanguageOf(policy)}><a href="${policyPath(policy)}">${policy.title}</a></h2>
<p>${
    current === null
      ? words.noneInForce.title
      : words.inEffectSince({ version: current.version, date: date(current) })
  }</p>
${announcedVersions(versions, now).map(
  (one) =>
    html`<p><span class="tag tag-announced">${words.states.announced}</span> ${words.takesEffect({ version: one.version, date: date(one) })}</p>`,
)}
</li>`;
}
