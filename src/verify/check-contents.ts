import type { Bundle, BundledMail, BundledRecord } from './bundle.ts';
import { type Finding, fails, holds, open } from './finding.ts';
import { bytesOf, canonical, nameOf, sha256 } from './hashes.ts';

/** Checks what the records rest on: that each text, mail and page is here, and the one that was recorded. */
export function checkContents(bundle: Bundle): Finding[] {
  return [
    ...checkTexts(bundle),
    ...checkMails(bundle),
    ...checkPages(bundle),
    ...checkScreens(bundle),
    ...checkNamed(bundle),
  ];
}

function checkTexts({ texts, records }: Bundle): Finding[] {
  return texts.map(({ policy, version, locale, contentHash, content }, at) => {
    const ofVersion = texts.filter((one) => one.policy === policy && one.version === version);
    const name = `the text of ${policy} ${version}${ofVersion.length > 1 ? ` in ${locale}` : ''}`;
    const isSame = (one: (typeof texts)[number]) => one.locale === locale && one.contentHash === contentHash;
    if (texts.findIndex((one) => ofVersion.includes(one) && isSame(one)) !== at) {
      return fails(name, 'it stands twice in the bundle');
    }
    if (nameOf(content) !== contentHash) return fails(name, 'it is not the text of its hash');
    const find = (id: string) => records.find(({ record }) => record.id === id)?.record.facts;
    const posted = find(`posted:${policy}/${version}`);
    if (posted === undefined) return fails(name, 'no record says that it was posted');
    const size = `${Buffer.byteLength(content)} bytes`;
    if (posted.locale === locale) {
      return posted.contentHash === contentHash
        ? holds(name, `${size}, as it was posted`)
        : fails(name, 'it is not the text that was posted');
    }
    const translated = translationsOf(posted).find((one) => one.locale === locale);
    const recorded = translated ?? find(`translated:${policy}/${version}/${locale}`);
    if (recorded === undefined) {
      const isKnown = posted.contentHash === contentHash;
      return fails(name, isKnown ? 'it was posted in another language' : 'no record says that it was posted');
    }
    if (recorded.contentHash !== contentHash) {
      const corrected = records.find(
        ({ record: { id, facts } }) =>
          id.startsWith(`corrected:${policy}/${version}/${locale}/`) && facts.contentHash === contentHash,
      );
      return corrected === undefined
        ? fails(name, 'it is not the text that was recorded')
        : holds(name, `${size}, as it was corrected; the text in ${posted.locale} prevails`);
    }
    const when = translated === undefined ? 'as it was added later' : 'as it was posted';
    return holds(name, `${size}, ${when}; the text in ${posted.locale} prevails`);
  });
}

/** The texts that do not prevail, by the record of a version being posted. */
function translationsOf({
  translations,
}: BundledRecord['record']['facts']): readonly BundledRecord['record']['facts'][] {
  const list: readonly unknown[] = Array.isArray(translations) ? translations : [];
  return list.filter((one) => typeof one === 'object' && one !== null) as BundledRecord['record']['facts'][];
}

function checkMails({ mails, records }: Bundle): Finding[] {
  return mails.map((mail, at) => {
    const name = `the mail ${mail.delivery}`;
    if (mails.findIndex(({ delivery }) => delivery === mail.delivery) !== at) {
      return fails(name, 'it stands twice in the bundle');
    }
    const sent = records.find(({ record }) => record.id === `sent:${mail.delivery}`);
    return sent === undefined ? fails(name, 'no record says that it was sent') : checkMail(name, mail, sent);
  });
}

function checkMail(name: string, mail: BundledMail, { record, personal }: BundledRecord): Finding {
  const { words } = record.facts;
  const { subject, html, text, link, linkWithheld } = mail;
  if ((link === null) === (linkWithheld === null))
    return fails(name, 'its link is neither here nor withheld');
  if (words === null) return open(name, 'its record is older than the log, and does not name its words');
  if (nameOf(canonical({ html, subject, text })) !== words) {
    return fails(name, 'its words (subject, html or text) are not those that were sent');
  }
  const own = readOwn(personal?.own);
  const missing = ownWordsOf(mail).find((one) => own?.[one] === undefined);
  if (personal !== null && missing !== undefined)
    return fails(name, `its reader’s own words "${missing}" are missing`);
  if (link !== null) {
    return personal?.linkHash === nameOf(link)
      ? holds(name, `to ${personal.email}, as it was sent, to the byte`)
      : fails(name, 'its link is not the one that was sent');
  }
  if (linkWithheld === 'forgotten') {
    return personal === null
      ? holds(name, 'its words are those that were sent; to whom, and with which link, is forgotten')
      : fails(name, 'its link is said to be forgotten, and what it was sent with is not');
  }
  const why =
    linkWithheld === 'still-opens' ? 'since it still opens' : 'since the secret that made it is gone';
  return holds(name, `to ${personal?.email}, its words as they were sent; without the link in it, ${why}`);
}

function ownWordsOf({ html, text }: BundledMail): string[] {
  return [...html, ...text].flatMap((piece) => (typeof piece === 'string' ? [] : [piece.own]));
}

/** What was written into a mail for its reader alone, as the record keeps it; null where that is changed beyond reading. */
function readOwn(own: string | undefined): Readonly<Record<string, unknown>> | null {
  try {
    return own === undefined ? {} : (JSON.parse(own) as Record<string, unknown> | null);
  } catch {
    return null;
  }
}

function checkPages({ pages, records }: Bundle): Finding[] {
  const named = new Set(records.map(({ record }) => templateOf(record.facts)));
  return pages.map(({ id, html }, at) => {
    const name = `the page ${id}`;
    if (pages.findIndex((one) => one.id === id) !== at) return fails(name, 'it stands twice in the bundle');
    if (nameOf(html) !== id) return fails(name, 'its words are not those of its hash');
    return named.has(id)
      ? holds(name, 'its words are those that were shown')
      : fails(name, 'no record names it');
  });
}

function checkScreens({ presentations, records }: Bundle): Finding[] {
  const named = new Set(records.map(({ record }) => record.facts.presentation));
  return presentations.map(({ id, name: title, label, words, locale, image }, at) => {
    const name = `the screen ${id}`;
    if (presentations.findIndex((one) => one.id === id) !== at)
      return fails(name, 'it stands twice in the bundle');
    const bytes = image === null ? null : bytesOf(image);
    if (image !== null && bytes === null) return fails(name, 'its picture cannot be read');
    const picture = bytes === null ? null : `sha256:${sha256(bytes).toString('hex')}`;
    if (nameOf(canonical({ image: picture, label, locale, name: title, words })) !== id) {
      return fails(name, 'its words or its picture are not those of its hash');
    }
    return named.has(id)
      ? holds(name, 'its words and its picture are those that were recorded')
      : fails(name, 'no record names it');
  });
}

/** That all that records name is here. */
function checkNamed({ records, texts, mails, pages, presentations }: Bundle): Finding[] {
  return records.flatMap(({ record: { id, kind, policy, version, facts } }): Finding[] => {
    const found: Finding[] = [];
    for (const named of [{ policy, version, contentHash: facts.contentHash }, ...tellsOf(facts)]) {
      if (typeof named.contentHash !== 'string') continue;
      const ofVersion = texts.filter((one) => one.policy === named.policy && one.version === named.version);
      if (ofVersion.length === 0)
        found.push(fails(id, `the text of ${named.policy} ${named.version} is missing`));
      else if (!ofVersion.some(({ contentHash }) => contentHash === named.contentHash))
        found.push(fails(id, 'it names another text'));
    }
    if (kind === 'sent' && !mails.some(({ delivery }) => `sent:${delivery}` === id)) {
      found.push(fails(id, 'the words of this mail are missing'));
    }
    const template = templateOf(facts);
    if (template !== null && !pages.some((page) => page.id === template)) {
      found.push(fails(id, 'the words of the page are missing'));
    }
    const screen = facts.presentation;
    if (screen !== undefined && !presentations.some((one) => one.id === screen)) {
      found.push(fails(id, 'what the screen looked like is missing'));
    }
    return found;
  });
}

/** What a mail told of versions, by the record of its being sent. */
function tellsOf({ tells }: BundledRecord['record']['facts']) {
  const list: readonly unknown[] = Array.isArray(tells) ? tells : [];
  return list.map((tell) => {
    const { policy, version, contentHash } = (tell ?? {}) as Readonly<Record<string, unknown>>;
    return { policy, version, contentHash };
  });
}

function templateOf({ page }: BundledRecord['record']['facts']): string | null {
  if (typeof page !== 'object' || page === null || !('template' in page)) return null;
  return typeof page.template === 'string' ? page.template : null;
}
