import { html } from 'hono/html';
import type { Policy, Version } from '../domain/policies/policy.ts';
import { announcedVersions, versionInForce } from '../domain/policies/timeline.ts';
import { messagesIn } from '../language/languages.ts';
import { layout, type Markup } from './layout.ts';
import { frame, type PolicyFacts } from './policy.ts';
import { policyPath } from './public-paths.ts';
import { inLanguageOf, writtenEffect, type Zone } from './version-facts.ts';

type Listed = readonly { readonly policy: Policy; readonly versions: readonly Version[] }[];
type Facts = Omit<PolicyFacts, 'policy' | 'versions'>;

/** All policies, each with what is in force and what is announced. */
export function policiesPage(facts: Facts, policies: Listed): Markup {
  const { language, publicUrl } = facts;
  const { public: words } = messagesIn(language);
  return layout({
    ...frame(facts),
    title: words.policies,
    published: { url: `${publicUrl}/policies` },
    body: html`<h1>${words.policies}</h1>
${policyCards(facts, policies)}`,
  });
}

/** What people find at the root: what this is, all policies, and the way in for those who look after them. */
export function welcomePage(facts: Facts, policies: Listed): Markup {
  const { language, publicUrl, company } = facts;
  const { public: words } = messagesIn(language);
  return layout({
    ...frame(facts),
    title: company.name,
    published: { url: `${publicUrl}/` },
    body: html`<h1>${words.policies}</h1>
<p>${words.about({ company: company.name })}</p>
${policyCards(facts, policies)}
<ul class="links"><li><a href="/console" rel="nofollow">${words.signIn}</a></li></ul>`,
  });
}

function policyCards(facts: Facts, policies: Listed): Markup {
  const { public: words } = messagesIn(facts.language);
  const zones = [...new Set(policies.map(({ policy }) => policy.timeZone))];
  // One zone for all of the page: theirs, where they share one.
  const zone = { timeZone: zones.length === 1 ? (zones[0] as string) : 'UTC' };
  return html`${policies.length === 0 && html`<p>${words.noPolicies}</p>`}
<ul class="cards">${policies.map((one) => policyCard({ ...facts, ...one, policy: { ...one.policy, asked: null } }, zone))}
</ul>`;
}

function policyCard({ language, policy, versions, now }: PolicyFacts, zone: Zone): Markup {
  const { public: words } = messagesIn(language);
  const current = versionInForce(versions, now);
  const date = (version: Version) => writtenEffect(version.effectiveAt, zone, language);
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
