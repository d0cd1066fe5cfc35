const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

/**
 * The form of a sentence that goes with a count, by the plural rules of a locale (CLDR): "one" and
 * "other" in English, up to six in Arabic. A form that is not given is that of `other`.
 */
export function plural(
  count: number,
  locale: string,
  forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string },
): string {
  const rule = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, rule);
  return forms[rule.select(count)] ?? forms.other;
}

/** A whole number as a reader writes it: "1,204". */
export function formatNumber(count: number, locale: string): string {
  const format = numbers.get(locale) ?? new Intl.NumberFormat(locale);
  numbers.set(locale, format);
  return format.format(count);
}
