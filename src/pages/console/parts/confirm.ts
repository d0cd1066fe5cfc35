import { html } from 'hono/html';
import type { Markup } from '../../layout.ts';
import { form } from './form.ts';
import type { FormState } from './form-state.ts';

/** Something that is asked about once more, on a page of its own. */
export type Confirmation = {
  readonly title: string;
  /** What will happen, in numbers where it destroys something, and what stays. */
  readonly says: readonly (Markup | string)[];
  readonly to: string;
  readonly state: FormState;
  readonly submit: string;
  readonly cancel: { readonly label: string; readonly href: string };
  readonly hidden?: Readonly<Record<string, string>>;
};

/** Asks once more before something that cannot be undone, with a way back that is as easy to find. */
export function confirmation({ title, says, to, state, submit, cancel, hidden = {} }: Confirmation): Markup {
  return html`<h1>${title}</h1>
${says.map((one) => html`<p>${one}</p>`)}
${form({ to, state, submit, isDanger: true, hidden })}
<p><a href="${cancel.href}">${cancel.label}</a></p>`;
}
