const names = new Intl.DisplayNames('en', { type: 'language' });

/** A language by its English name and its tag, such as `German (de)`. */
export function languageSaid(locale: string): string {
  const name = names.of(locale) ?? locale;
  return name === locale ? locale : `${name} (${locale})`;
}
