import { html } from 'hono/html';
import type { Instant } from '../../../domain/instant.ts';
import { formatEffect, formatInstant } from '../../../language/dates.ts';
import type { Markup } from '../../layout.ts';

/** An instant in words, in a zone that is named. */
export function when(at: Instant, timeZone = 'UTC'): Markup {
  return html`<time datetime="${at}">${formatInstant(at, { locale: 'en-GB', timeZone })}</time>`;
}

/** The same for when something takes effect, or begins to bind, as mails and pages tell it: no earlier than it does. */
export function fromWhen(at: Instant, timeZone: string): Markup {
  return html`<time datetime="${at}">${formatEffect(at, { locale: 'en-GB', timeZone })}</time>`;
}

/** Something that happened, or will: `isMarked` stands out among the others. */
export type Moment = {
  readonly at: Instant;
  readonly title: Markup | string;
  readonly body?: Markup | '' | false;
  readonly isMarked?: boolean;
};

/** What happened, in its order, all of it in one zone. */
export function timeline(moments: readonly Moment[], timeZone = 'UTC'): Markup {
  return html`<ol class="timeline">${moments.map(
    ({ at, title, body, isMarked = false }) => html`
<li${isMarked && html` class="marked"`}><p class="at">${when(at, timeZone)}</p><p class="what">${title}</p>${body}</li>`,
  )}</ol>`;
}
