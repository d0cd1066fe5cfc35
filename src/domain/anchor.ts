const LONGEST_SLUG = 80;

/**
 * Answers an id for a heading's text that none before it has, readable in every script, beginning with `prefix`;
 * with the prefix `-` as GitHub names headings.
 */
export function uniqueIds(prefix: string, first = 1): (text: string) => string {
  const taken = new Set<string>();
  const times = new Map<string, number>();
  return (text) => {
    const slug = prefix === '-' ? githubSlug(text) : prefix + (slugOf(text) || 'section');
    let id = slug;
    for (let time = times.get(slug) ?? first; taken.has(id); ) {
      id = `${slug}-${++time}`;
      times.set(slug, time);
    }
    taken.add(id);
    return id;
  };
}

function githubSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

function slugOf(text: string): string {
  const slug = githubSlug(text.normalize('NFC')).replace(/-{2,}/g, '-').replace(/^-|-$/g, '');
  return slug.length <= LONGEST_SLUG
    ? slug
    : slug.slice(0, LONGEST_SLUG).replace(/[\ud800-\udbff]$|-[^-]*$/, '');
}
