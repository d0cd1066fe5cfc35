import type { Color } from './color.ts';

/** Who speaks on pages and in mails, and how they look. */
export type Company = {
  readonly name: string;
  /** The name of an image file in `public/`; null: the name alone. */
  readonly logo: string | null;
  /** At least 4.5 to 1 with white. */
  readonly color: Color;
  /** A mail address or a URL that people can turn to. */
  readonly contact: string | null;
  /** Their own site, which pages of one person lead back to. */
  readonly url: string | null;
  /** What the law wants below letters and pages: who the company is, and where. */
  readonly footer: string | null;
};

/** The colour of whoever names none. */
export const DEFAULT_COLOR: Color = '#1d4ed8';
