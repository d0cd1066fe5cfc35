import { html } from 'hono/html';
import { messagesIn } from '../domain/messages/languages.ts';
import type { Policy, Version } from '../domain/policy.ts';
import { announcedVersions, versionInForce, versionState } from '../domain/timeline.ts';
import { layout, type Markup } from './layout.ts';
import { frame, type PolicyFacts } from './policy.ts';
import { changesPath, historyPath, policyPath, versionPath } from './public-paths.ts';
import { inLanguageOf, quoted, versionFacts, written } from './version-facts.ts';

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

/** Every version of a policy, newest first: what kind of change, what it says of itself, when, and what became of it. */
export function historyPage(facts: PolicyFacts): Markup {
  const { language, policy, versions, publicUrl } = facts;
  const { public: words } = messagesIn(language);
  const title = words.historyTitle({ title: policy.title });
  return layout({
    ...frame(facts),
    title,
    published: { url: publicUrl + historyPath(policy) },
    body: html`<h1>${title}</h1>
<ul class="links"><li><a href="${policyPath(policy)}">${words.currentText}</a></li>
<li><a href="${policyPath(policy)}/feed.xml">${words.feed}</a></li></ul>
${versions.length === 0 && html`<p>${words.noneInForce.title}</p>`}
<ol class="cards" reversed>${versions.toReversed().map((one) => versionCard(facts, one))}
</ol>`,
  });
}

function versionCard({ language, policy, versions, now }: PolicyFacts, version: Version): Markup {
  const { public: words } = messagesIn(language);
  const state = versionState(version, versions, now);
  return html`
<li><h2${state === 'withdrawn' && html` class="withdrawn"`}><a href="${versionPath(policy, version.version)}">${words.version(version)}</a></h2>
${version.summary && quoted(version.summary, policy)}
${versionFacts(version, { state, language, policy })}
${
  version.previous !== null &&
  html`<ul class="links"><li><a href="${changesPath(policy, version.previous, version.version)}">${words.compare.versions({ from: version.previous, to: version.version })}</a></li></ul>`
}
</li>`;
}
