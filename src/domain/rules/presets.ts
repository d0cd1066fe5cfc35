import type { NoticeRules } from './notice-rules.ts';
import presets from './presets.json' with { type: 'json' };

/** Rules to start from, with where they come from. No lawyer has read any: what the product shows of one says so. */
export type Preset = {
  readonly preset: string;
  readonly label: string;
  readonly source: string;
  /** What the rules rest on, and what to ask counsel about. */
  readonly why: string;
  readonly rules: NoticeRules;
  /** Whether the source itself was read, and not only what others say of it. */
  readonly textRead: boolean;
};

/** All presets; their rules are in order by `checkRules`. */
export const PRESETS = presets as unknown as readonly Preset[];

/** The preset of that name, or null. */
export function findPreset(name: string): Preset | null {
  return PRESETS.find(({ preset }) => preset === name) ?? null;
}
