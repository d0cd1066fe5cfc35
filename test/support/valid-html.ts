import { HtmlValidate } from 'html-validate';
import { expect } from 'vitest';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // These are about how a source is written, and ours is written by programs.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-inline-style': 'off',
    'long-title': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    // A `<button>` in a form of one button submits, and nothing else was ever meant.
    'no-implicit-button-type': 'off',
    // Boxes of one question share its name, and so does what a form takes along of them unseen.
    'form-dup-name': 'off',
  },
});

/** Insists that a page is valid HTML. */
export function expectValid(html: string): void {
  const { results } = validator.validateStringSync(html);
  const problems = results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${line}: ${ruleId}: ${message}`),
  );
  expect(problems, html.slice(0, 2000)).toEqual([]);
}
