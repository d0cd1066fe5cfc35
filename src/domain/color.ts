/** A colour as six hexadecimal digits: `#1f5fbf`. */
export type Color = `#${string}`;

/** The least contrast at which text of any size can be read by most (WCAG 2.2, 1.4.3). */
export const LEAST_CONTRAST = 4.5;

const WHITE = '#ffffff';
const BLACK = '#000000';

/** The grounds that text stands on, on pages and in mails, in the light and the dark scheme: the ones that leave it the least contrast. */
const LIGHT_GROUND = '#eaf1fc';
const DARK_GROUND = '#22303f';

/** A company's colour as it is used: as the ground of a button with the words on it, and as the colour of links. */
export type Palette = {
  readonly accent: Color;
  readonly onAccent: Color;
  readonly link: Color;
};

/**
 * What a company's colour becomes in the light and in the dark scheme: made darker or lighter until text
 * in it, and text on it, has a contrast of 4.5 to 1. One that has that with white is a button's as it is.
 */
export function palettesOf(color: Color): { readonly light: Palette; readonly dark: Palette } {
  const inTheDark = towards(color, WHITE, DARK_GROUND);
  return {
    light: { accent: color, onAccent: WHITE, link: towards(color, BLACK, LIGHT_GROUND) },
    dark: { accent: inTheDark, onAccent: towards(color, BLACK, inTheDark), link: inTheDark },
  };
}

/** The contrast of two colours, from 1 to 21, as WCAG 2 defines it. */
export function contrast(one: Color, other: Color): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour nearest to `color` on its way to `end` that can be read on `ground`. */
function towards(color: Color, end: Color, ground: Color): Color {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mix(color, end, share);
    if (contrast(mixed, ground) >= LEAST_CONTRAST) return mixed;
  }
  return end;
}

function mix(color: Color, other: Color, share: number): Color {
  const from = channels(color);
  const to = channels(other);
  const mixed = from.map((value, at) => Math.round(value + ((to[at] ?? 0) - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(color: Color): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
