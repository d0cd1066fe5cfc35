import { html } from 'hono/html';
import { POLICY_DEFAULTS, type Policy } from '../domain/policies/policy.ts';
import { rulesOfPolicy } from '../domain/policies/ruled-publication.ts';
import { defaultRules } from '../domain/rules/default-rules.ts';
import type { BusinessCalendar, ChangeClass, NoticeRules, Rule } from '../domain/rules/notice-rules.ts';
import { type Language, messagesIn } from '../language/languages.ts';
import { layout, type Markup } from './layout.ts';
import { frame, type PolicyFacts } from './policy.ts';
import type { PolicyText } from './policy-text/policy-text.ts';
import { historyPath, policyPath, rulesPath } from './public-paths.ts';
import { factsOfAudience, type RuleFact, ruleFacts } from './rule-facts.ts';
import { rulesForAll } from './rules-for-all.ts';
import { inLanguageOf, quoted } from './version-facts.ts';
import { homeOf, languageMenu, readableIn } from './which-text.ts';

/**
 * How a policy's changes are announced: its own rules, in plain words made from the data. `calendar` is the one that
 * they name; `text`, the one in force, has the headings of sections.
 */
export function rulesPage(
  facts: PolicyFacts,
  {
    calendar,
    text,
    prevails,
  }: {
    readonly calendar: BusinessCalendar | null;
    readonly text: PolicyText | null;
    /** The policy's own language, which it and `text` are in. */
    readonly prevails: string;
  },
): Markup {
  const { language, policy, versions } = facts;
  const locales = readableIn(versions);
  const { url, alternates } = homeOf(facts, rulesPath, locales);
  const { public: publicWords, rules: words } = messagesIn(language);
  // What legal calls its classes is in the policy's own language.
  const own = { ...policy, locale: prevails };
  const rules = { ...rulesOfPolicy(policy), ...(calendar && { calendar }) };
  const only = rules.audiences?.find(({ audience }) => audience === policy.appliesTo)?.label;
  return layout({
    ...frame(facts),
    title: words.titleOf({ title: policy.title }),
    published: { url, head: html`${alternates}` },
    body: html`<p class="kicker"${inLanguageOf(policy)}>${policy.title}</p>
<h1>${words.title}</h1>
${languageMenu(locales, policy.asked, language)}
<p class="summary">${words.lead}</p>
${only !== undefined && html`<p>${words.onlyFor({ audience: only })}</p>`}
<ul class="cards">${rules.classes.map((one) => classCard(one, { language, policy: own, rules, text }))}
<li><h2>${words.always}</h2>
${rulesForAll(rules, policy, language)}</li>
</ul>
<nav aria-label="${publicWords.more}"><ul class="links">
<li><a href="${policyPath(policy)}">${publicWords.currentText}</a></li>
<li><a href="${historyPath(policy)}">${publicWords.allVersions}</a></li>
</ul></nav>`,
  });
}

type ClassSetting = {
  readonly language: Language;
  readonly policy: Policy;
  readonly rules: NoticeRules;
  readonly text: PolicyText | null;
};

function classCard(changeClass: ChangeClass, setting: ClassSetting): Markup {
  const { language, policy, rules } = setting;
  const { title, label } = nameOf(changeClass, language);
  const { means, rule, audiences = {} } = changeClass;
  const facts = (of: Rule) => ruleFacts(of, { language, isRequired: policy.required });
  const general = facts(rule);
  return html`
<li><h2>${title === null ? html`<span${inLanguageOf(policy)}>${changeClass.label}</span>` : title}</h2>
${label !== null && quoted(label, policy)}
${means !== undefined && quoted(means, policy)}
${limits(changeClass, setting)}
${factList(general)}
${Object.entries(audiences).map(([name, other]) => {
  const known = rules.audiences?.find(({ audience }) => audience === name);
  return audiencePart(known?.label ?? name, general, facts(other), language);
})}</li>`;
}

/** Our own words for a class of a name that has some, and then what legal calls it where that says more. */
function nameOf(
  { class: name, label }: Pick<ChangeClass, 'class' | 'label'>,
  language: Language,
): { readonly title: string | null; readonly label: string | null } {
  const { notice, rules: words } = messagesIn(language);
  const stock = STOCK_LABELS.get(name) === label;
  if (name === 'editorial') return { title: stock ? words.formAlone : null, label: null };
  const { initial: _, ...changes } = notice.change;
  const title = Object.entries(changes).find(([change]) => change === name)?.[1] ?? null;
  return { title, label: title === null || stock ? null : label };
}

/** What the classes are called that every policy has whose rules are said the short way. */
const STOCK_LABELS: ReadonlyMap<string, string> = new Map(
  defaultRules(POLICY_DEFAULTS).classes.map((one) => [one.class, one.label]),
);

function limits(
  { only, byLaw, reason, alone, sections }: ChangeClass,
  { language, policy, text }: ClassSetting,
): Markup {
  const { limits: words } = messagesIn(language).rules;
  const { colon } = messagesIn(language).diff;
  const said = [
    ...(only === 'form' ? [words.form] : []),
    ...(byLaw === true ? [words.byLaw] : reason === true ? [words.reason] : []),
    ...(alone === true ? [words.alone] : []),
  ];
  return html`${said.map((sentence) => html`<p>${sentence}</p>`)}
${
  sections !== undefined &&
  html`<p>${words.sections}${colon}</p>
<ul>${sections.map((anchor) => html`<li>${sectionLink(anchor, policy, text)}</li>`)}</ul>`
}`;
}

/** A section by its heading in the text in force; by its anchor where that has none. */
function sectionLink(anchor: string, policy: Policy, text: PolicyText | null): Markup {
  const bare = anchor.replace(/^#/, '');
  const heading = text?.headings.find(({ id }) => id === bare || id === `s-${bare}`);
  return heading === undefined
    ? html`<code dir="ltr">#${bare}</code>`
    : html`<a href="${policyPath(policy)}#${heading.id}"${inLanguageOf(policy)}>${heading.text}</a>`;
}

function factList(facts: readonly RuleFact[]): Markup {
  return html`<dl>${facts.map(
    ({ label, sentences }) => html`
<dt>${label}</dt><dd>${sentences.map((sentence) => html`<p>${sentence}</p>`)}</dd>`,
  )}
</dl>`;
}

/** What is otherwise for an audience: that alone, unless it lacks something that holds for everybody. */
function audiencePart(
  audience: string,
  general: readonly RuleFact[],
  own: readonly RuleFact[],
  language: Language,
): Markup {
  const { rules: words } = messagesIn(language);
  const differing = factsOfAudience(general, own);
  if (differing.length === 0) return html``;
  return html`
<h3 dir="auto">${words.forAudience({ audience })}</h3>
${differing.length < own.length && html`<p>${words.otherwise}</p>`}
${factList(differing)}`;
}
