import { html } from 'hono/html';
import type { DraftState } from '../../domain/drafts/draft.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Markup } from '../layout.ts';
import { tabs } from './parts/tabs.ts';
import { when } from './parts/timeline.ts';
import { draftWords as words } from './words/drafts.ts';

/** What stands above every side of a draft. */
export type DraftHead = {
  readonly id: string;
  readonly policy: string;
  readonly title: string;
  readonly timeZone: string;
  /** The number that it has, or would get. */
  readonly version: number;
  readonly revision: number;
  readonly state: DraftState;
  readonly attention: string | null;
  /** When it is posted, while it is scheduled. */
  readonly dueAt: Instant | null;
};

/** The sides of a draft, by the end of their paths. */
export const DRAFT_SIDES = ['text', 'changes', 'mail', 'readers', 'approval', 'share', 'posting'] as const;
/** One of the sides of a draft. */
export type DraftSide = (typeof DRAFT_SIDES)[number];

/** The path of a side of a draft. */
export function draftPath({ id }: Pick<DraftHead, 'id'>, side: DraftSide = 'text'): string {
  return side === 'text' ? `/console/drafts/${id}` : `/console/drafts/${id}/${side}`;
}

/** A side of a draft, under what it is of and how it stands, beside its other sides. */
export function draftFrame(head: DraftHead, side: DraftSide, body: Markup): Markup {
  const { policy, title, timeZone, version, revision, state, attention, dueAt } = head;
  return html`<p class="back"><a href="/console/policies/${policy}"><bdi>${title}</bdi></a></p>
<h1>${words.kicker(version)}</h1>
<p class="meta">${words.revision(revision)} · <span class="tag tag-${state}">${words.states[state]}</span>${dueAt !== null && html` · ${when(dueAt, timeZone)}`}</p>
${attention !== null && html`<div class="note warn"><h2>${words.attention}</h2><p dir="auto">${attention}</p></div>`}
${tabs(
  words.tabs.label,
  DRAFT_SIDES.map((one) => ({
    ...{ label: words.tabs[one], href: draftPath(head, one), isCurrent: one === side },
  })),
)}
${body}`;
}

/** The title of a side of a draft. */
export function draftTitle({ title, version }: DraftHead, side: DraftSide): string {
  return `${words.tabs[side]} – ${words.kicker(version)}, ${title}`;
}
