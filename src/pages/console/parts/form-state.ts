/*
 * What pages of the console are made of: the shell around each, forms and their fields, tables, numbers with links,
 * timelines, bars, tabs. They take facts and words and answer HTML that works without script; learn them from the
 * screens that use them, of which members.ts is the plainest.
 */

/** What was typed into a form, by the names of its fields; a list where there are several boxes to tick. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** What is wrong with what was typed: at which field, or with all of it. */
export type FieldError = { readonly field: string | null; readonly detail: string };

/** How the forms of a page stand: fresh, or one of them came back. */
export type FormState = {
  /** The token that every form carries. */
  readonly csrf: string;
  /** The path of the form that came back; null where the page is fresh. */
  readonly posted: string | null;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
};

/** One form of a page: what was typed and is wrong in it alone, and what the ids of its fields begin with. */
export type OwnState = Omit<FormState, 'posted'> & { readonly scope: string; readonly isBack: boolean };

/** How the form that posts to `to` stands. */
export function ownState(state: FormState, to: string): OwnState {
  const isBack = state.posted === to;
  const { csrf } = state;
  const scope = scopeOf(to);
  return isBack
    ? { csrf, scope, isBack, typed: state.typed, errors: state.errors }
    : { csrf, scope, isBack, typed: {}, errors: [] };
}

/** The id of a field of the form that posts to `to`: what its error links to. */
export function fieldId(scope: string, name: string): string {
  return `${scope}-${name.replace(/[^A-Za-z0-9_-]/g, '_')}`;
}

/** What the ids of the fields of a form begin with. */
export function scopeOf(to: string): string {
  return (
    to
      .replace(/^\/console\/?/, '')
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'form'
  );
}
