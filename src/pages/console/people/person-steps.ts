import { html } from 'hono/html';
import { confirmation } from '../parts/confirm.ts';
import { textField } from '../parts/fields.ts';
import { form } from '../parts/form.ts';
import type { FormState } from '../parts/form-state.ts';
import type { Shown } from '../parts/shell.ts';
import { peopleActWords as words } from '../words/people-acts.ts';
import { personPath } from './people.ts';

/** Asks for the id of a person before they are erased, and says what goes with it, in numbers. */
export function erasurePage({
  user,
  notices,
  records,
  isHeld,
  state,
}: {
  readonly user: string;
  readonly notices: number;
  readonly records: number;
  readonly isHeld: boolean;
  readonly state: FormState;
}): Shown {
  const { erase } = words;
  const title = erase.title(user);
  return {
    title,
    body: html`<h1>${title}</h1>
<p>${erase.body(notices, records)}</p>
<p>${erase.stays}</p>
${isHeld && html`<p class="receipt warn">${erase.held}</p>`}
${form({ to: personPath(user, '/erasure'), state, submit: erase.submit, isDanger: true }, (own) =>
  textField(own, { name: 'confirm', label: erase.confirm, hint: erase.confirmHint(user) }),
)}
<p><a href="${personPath(user)}">${erase.cancel}</a></p>`,
  };
}

/** Asks why before an answer is voided. */
export function voidPage({
  user,
  id,
  state,
}: {
  readonly user: string;
  readonly id: string;
  readonly state: FormState;
}): Shown {
  const own = words.void;
  return {
    title: own.title,
    body: html`<h1>${own.title}</h1>
<p>${own.body}</p>
${form({ to: personPath(user, `/answers/${id}/void`), state, submit: own.submit, isDanger: true }, (fields) =>
  textField(fields, { name: 'reason', label: own.reason }),
)}
<p><a href="${personPath(user)}">${own.cancel}</a></p>`,
  };
}

/** Asks once more before a leaving is cancelled. */
export function stayPage({
  user,
  id,
  state,
}: {
  readonly user: string;
  readonly id: string;
  readonly state: FormState;
}): Shown {
  const { stay } = words;
  return {
    title: stay.title,
    body: confirmation({
      ...{ title: stay.title, says: [stay.body], submit: stay.submit, state },
      to: personPath(user, `/answers/${id}/stay`),
      cancel: { label: stay.cancel, href: personPath(user) },
    }),
  };
}
