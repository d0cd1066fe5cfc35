import { html } from 'hono/html';
import type { Markup } from '../../layout.ts';
import { shellWords } from '../words/shell.ts';
import { fieldId, type OwnState } from './form-state.ts';

/** What every field says of itself. */
type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** May be left empty, which its label says. */
  readonly isOptional?: boolean;
};

/** A field of one line; `value` is what it holds until somebody types. */
export function textField(
  own: OwnState,
  field: Field & {
    readonly value?: string | undefined;
    readonly type?: 'text' | 'email' | 'search' | 'date' | 'datetime-local' | 'number' | 'file';
    readonly autocomplete?: string;
    readonly inputMode?: 'numeric' | 'text';
    /** About how many characters it is to hold. */
    readonly width?: 'short' | 'long';
    readonly hasFocus?: boolean;
  },
): Markup {
  const { name, type = 'text', width = 'long', autocomplete = 'off', inputMode, hasFocus = false } = field;
  const value = typedText(own, name) ?? field.value ?? '';
  const isFocused = hasFocus && own.errors.length === 0;
  return wrapped(
    own,
    field,
    html`<input id="${fieldId(own.scope, name)}" name="${name}" type="${type}" class="${width}"${type !== 'file' && html` autocomplete="${autocomplete}" value="${value}"`}${inputMode && html` inputmode="${inputMode}"`}${isFocused && html` autofocus`}${describedBy(own, field)}>`,
  );
}

/** A field of several lines. */
export function areaField(
  own: OwnState,
  field: Field & {
    readonly value?: string | undefined;
    readonly rows?: number;
    /** Words that are a text of ours, as code is: in letters of one width. */
    readonly isSource?: boolean;
    readonly language?: string;
  },
): Markup {
  const { name, rows = 5, isSource = false, language } = field;
  const value = typedText(own, name) ?? field.value ?? '';
  // A browser takes the first line break away.
  return wrapped(
    own,
    field,
    html`<textarea id="${fieldId(own.scope, name)}" name="${name}" rows="${rows}"${isSource && html` class="source"`}${language && html` lang="${language}"`}${describedBy(own, field)}>
${value}</textarea>`,
  );
}

/** One of several to choose, with what each is for. */
export type Choice = { readonly value: string; readonly label: string; readonly hint?: string };

/** A choice of one, all of them in sight. */
export function radioField(
  own: OwnState,
  field: Field & { readonly choices: readonly Choice[]; readonly value?: string | undefined },
): Markup {
  const chosen = typedText(own, field.name) ?? field.value ?? null;
  return boxes(own, field, 'radio', (value) => value === chosen);
}

/** Boxes to tick, as many as one likes. */
export function checkField(
  own: OwnState,
  field: Field & { readonly choices: readonly Choice[]; readonly values?: readonly string[] },
): Markup {
  const ticked = own.isBack ? [own.typed[field.name] ?? []].flat() : (field.values ?? []);
  return boxes(own, field, 'checkbox', (value) => ticked.includes(value));
}

/** A choice of one out of many. */
export function selectField(
  own: OwnState,
  field: Field & { readonly choices: readonly Choice[]; readonly value?: string | undefined },
): Markup {
  const chosen = typedText(own, field.name) ?? field.value ?? null;
  return wrapped(
    own,
    field,
    html`<select id="${fieldId(own.scope, field.name)}" name="${field.name}"${describedBy(own, field)}>${field.choices.map(
      ({ value, label }) =>
        html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`,
    )}</select>`,
  );
}

function boxes(
  own: OwnState,
  field: Field & { readonly choices: readonly Choice[] },
  type: 'radio' | 'checkbox',
  isTicked: (value: string) => boolean,
): Markup {
  const id = fieldId(own.scope, field.name);
  const problem = errorOf(own, field.name);
  return html`<fieldset class="field${problem && ' wrong'}"${describedBy(own, field, '')}>
<legend>${labelOf(field)}</legend>
${around(own, field)}
${field.choices.map(({ value, label, hint }, i) => {
  // An error leads to the first of them.
  const box = i === 0 ? id : `${id}-${i}`;
  return html`<div class="box"><input id="${box}" type="${type}" name="${field.name}" value="${value}"${isTicked(value) && html` checked`}${hint && html` aria-describedby="${id}-says-${i}"`}><label for="${box}">${label}</label>${hint && html`<p class="hint" id="${id}-says-${i}">${hint}</p>`}</div>`;
})}
</fieldset>`;
}

function wrapped(own: OwnState, field: Field, input: Markup): Markup {
  const problem = errorOf(own, field.name);
  return html`<div class="field${problem && ' wrong'}">
<label for="${fieldId(own.scope, field.name)}">${labelOf(field)}</label>
${around(own, field)}
${input}
</div>`;
}

/** The hint and what is wrong, between the label and the field, where they are read before it. */
function around(own: OwnState, { name, hint }: Field): Markup {
  const id = fieldId(own.scope, name);
  const problem = errorOf(own, name);
  return html`${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}${problem && html`<p class="error" id="${id}-error">${problem}</p>`}`;
}

function describedBy(own: OwnState, { name, hint }: Field, invalid = ' aria-invalid="true"'): Markup {
  const id = fieldId(own.scope, name);
  const problem = errorOf(own, name);
  const ids = [...(hint ? [`${id}-hint`] : []), ...(problem ? [`${id}-error`] : [])].join(' ');
  const isInvalid = problem !== '' && invalid !== '';
  return html`${ids && html` aria-describedby="${ids}"`}${isInvalid && html` aria-invalid="true"`}`;
}

function labelOf({ label, isOptional = false }: Field): Markup {
  return html`${label}${isOptional && html` <span class="optional">(${shellWords.optional})</span>`}`;
}

function errorOf({ errors }: OwnState, name: string): string {
  return errors.find(({ field }) => field === name)?.detail ?? '';
}

function typedText({ typed }: OwnState, name: string): string | undefined {
  const value = typed[name];
  return typeof value === 'string' ? value : undefined;
}
