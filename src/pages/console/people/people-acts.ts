import { html } from 'hono/html';
import { ANSWERS } from '../../../domain/answers/received.ts';
import type { Markup } from '../../layout.ts';
import { areaField, radioField, selectField, textField } from '../parts/fields.ts';
import { form } from '../parts/form.ts';
import type { FormState, OwnState } from '../parts/form-state.ts';
import { peopleActWords as words } from '../words/people-acts.ts';
import { personPath } from './people.ts';
import type { Chosen, PersonFacts } from './person-facts.ts';

/** A form of the page of one person, which is open where it was asked for or came back. */
type ActForm = { readonly name: string; readonly title: string; readonly body: string };

/** What support can do for a person: each a form of its own, folded until it is wanted. */
export function actsForPerson({
  facts,
  mayErase,
  chosen,
  state,
}: {
  readonly facts: PersonFacts;
  readonly mayErase: boolean;
  readonly chosen: Chosen;
  readonly state: FormState;
}): Markup {
  const { user, timeZone, hold } = facts;
  const { again, link, answer, address, erase } = words;
  const holdWords =
    hold === null ? words.hold : { ...words.hold, title: words.hold.liftTitle, body: words.hold.liftBody };
  const folded = (
    { name, title, body }: ActForm,
    submit: string,
    fields: (own: OwnState) => Markup | readonly Markup[],
  ) => {
    const to = personPath(user, `/${name}`);
    const isOpen = chosen.form === name || state.posted === to;
    return html`<details class="fold" id="act-${name}"${isOpen && html` open`}><summary>${title}</summary>
<p>${body}</p>
${form({ to, state, submit }, fields)}</details>`;
  };
  const about = (own: OwnState) => whichVersion(own, facts, chosen);
  return html`<h2 id="act">${words.title}</h2>
<p>${words.hint}</p>
${
  facts.policies.length > 0 &&
  html`${folded({ name: 'notices', ...again }, again.submit, about)}
${folded({ name: 'links', ...link }, link.submit, about)}
${folded({ name: 'answers', ...answer }, answer.submit, (own) => [...about(own), ...answerFields(own, timeZone)])}`
}
${folded({ name: 'address', ...address }, address.submit, (own) =>
  textField(own, {
    ...{ name: 'email', label: address.email, hint: address.emailHint, type: 'email' },
    value: facts.email ?? '',
  }),
)}
${folded(
  { name: 'hold', title: holdWords.title, body: holdWords.body },
  hold === null ? words.hold.submit : words.hold.lift,
  (own) => [
    html`<input type="hidden" name="held" value="${hold === null ? 'yes' : 'no'}">`,
    textField(own, { name: 'reason', label: words.hold.reason, isOptional: hold !== null }),
  ],
)}
${
  mayErase &&
  html`<p>${erase.linkHint}</p>
<p><a class="button quiet" href="${personPath(user, '/erasure')}">${erase.link}</a></p>`
}`;
}

function whichVersion(own: OwnState, { policies }: PersonFacts, chosen: Chosen): readonly Markup[] {
  const first = policies.find(({ policy }) => policy === chosen.policy) ?? policies[0];
  const version = chosen.version ?? (first?.version ?? null)?.toString();
  return [
    selectField(own, {
      ...{ name: 'policy', label: words.policy, value: first?.policy },
      choices: policies.map(({ policy, title }) => ({ value: policy, label: title })),
    }),
    textField(own, {
      ...{ name: 'version', label: words.version, hint: words.versionHint, value: version },
      ...{ inputMode: 'numeric', width: 'short' },
    }),
  ];
}

function answerFields(own: OwnState, timeZone: string): readonly Markup[] {
  const { answer } = words;
  return [
    radioField(own, {
      ...{ name: 'answer', label: answer.answer },
      choices: ANSWERS.map((value) => ({ value, ...words.answers[value] })),
    }),
    textField(own, { name: 'part', label: answer.part, hint: answer.partHint, isOptional: true }),
    areaField(own, { name: 'how', label: answer.how, hint: answer.howHint, rows: 2 }),
    textField(own, {
      ...{ name: 'receivedAt', label: answer.receivedAt, hint: answer.receivedAtHint(timeZone) },
      ...{ type: 'datetime-local', width: 'short' },
    }),
    textField(own, { name: 'byName', label: answer.byName, hint: answer.byNameHint, isOptional: true }),
    textField(own, { name: 'byRole', label: answer.byRole, isOptional: true }),
  ];
}
