import { type Palette, palettesOf } from '../domain/color.ts';
import type { Company } from '../domain/company.ts';

/** The company's colours as a style sheet that follows `public/page.css`. */
export function companyStyle({ color }: Pick<Company, 'color'>): string {
  const { light, dark } = palettesOf(color);
  return `@media screen { :root { ${properties(light)} } }
@media screen and (prefers-color-scheme: dark) { :root { ${properties(dark)} } }
`;
}

function properties({ accent, onAccent, link }: Palette): string {
  return `--accent: ${accent}; --on-accent: ${onAccent}; --link: ${link};`;
}
