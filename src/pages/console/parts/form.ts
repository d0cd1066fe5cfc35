import { html } from 'hono/html';
import type { Markup } from '../../layout.ts';
import { shellWords } from '../words/shell.ts';
import { type FormState, fieldId, type OwnState, ownState, scopeOf } from './form-state.ts';

/** A form, and what its button does. */
export type Form = {
  /** The path that it posts to. */
  readonly to: string;
  readonly state: FormState;
  readonly submit: string;
  /** A button that takes something away, which nobody presses by mistake. */
  readonly isDanger?: boolean;
  readonly takesFiles?: boolean;
  /** What goes along unseen. */
  readonly hidden?: Readonly<Record<string, string>>;
};

/** A form with its fields, which get how this form stands; it works without script. */
export function form(
  { to, state, submit, isDanger = false, takesFiles = false, hidden = {} }: Form,
  fields: (own: OwnState) => Markup | readonly Markup[] = () => [],
): Markup {
  const own = ownState(state, to);
  return html`<form class="form" method="post" action="${to}" novalidate${takesFiles && html` enctype="multipart/form-data"`}>
<input type="hidden" name="csrf" value="${state.csrf}">
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${fields(own)}
<p class="submit"><button type="submit" class="${isDanger ? 'danger' : 'primary'}">${submit}</button></p>
</form>`;
}

/** What is wrong with the form that came back, each with a link to its field; nothing where nothing is. */
export function errorSummary({ posted, errors }: FormState): Markup | '' {
  if (posted === null || errors.length === 0) return '';
  const scope = scopeOf(posted);
  return html`<div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="error-summary">
<h2 id="error-summary">${shellWords.problem}</h2>
<ul>${errors.map(({ field, detail }) => html`<li>${field === null ? detail : html`<a href="#${fieldId(scope, field)}">${detail}</a>`}</li>`)}</ul>
</div>`;
}
