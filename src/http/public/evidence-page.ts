import type { Context as HonoContext } from 'hono';
import { readBinding } from '../../actions/answers/read-binding.ts';
import {
  type EvidenceCase,
  type ProvenRecord,
  readRecordsOfPerson,
  readRecordsOfVersions,
} from '../../actions/record/gather-evidence.ts';
import { listLedStamps, type ToldStamp, tellStamp } from '../../actions/record/gather-stamps.ts';
import { follow, listLedTexts, newLeads, readDiff, readMail } from '../../actions/upkeep/follow-evidence.ts';
import { contentHashOf } from '../../domain/hash.ts';
import { companyStyle } from '../../pages/company-style.ts';
import {
  type EvidencePage,
  evidenceChanges,
  evidenceFrame,
  evidenceHeading,
  evidenceMail,
  evidenceProofs,
  evidenceScreen,
  evidenceStory,
  evidenceText,
} from '../../pages/evidence/evidence.ts';
import type { EvidenceAct } from '../../pages/evidence/evidence-acts.ts';
import { evidenceStamps } from '../../pages/evidence/evidence-stamps.ts';
import { listPolicies } from '../../storage/policies/policies.ts';
import { findContent } from '../../storage/policies/texts.ts';
import { findPresentation } from '../../storage/record/presentations.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';

/** The styles of a page that is kept as a file, and a content security policy that lets them alone in. */
export type KeptStyles = { readonly css: string; readonly policy: string };

/** Reads the styles from where the service serves them. */
export async function readStyles(
  { app, context }: Pick<Api, 'app' | 'context'>,
  c: HonoContext,
): Promise<KeptStyles> {
  const sheets: string[] = [];
  for (const name of ['page', 'diff', 'policy-text', 'evidence']) {
    const response = await app.request(`/assets/${name}.css`, {}, c.env);
    if (response.ok) sheets.push(await response.text());
  }
  const css = [...sheets, companyStyle(context.company)].join('\n');
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(css)));
  const style = btoa(String.fromCharCode(...hash));
  return {
    css,
    policy: `default-src 'none'; style-src 'sha256-${style}'; img-src data:; form-action 'none'; base-uri 'none'`,
  };
}

/**
 * The evidence as a page to read, to print and to keep. The acts of one person are in memory at once, to be
 * told in the order of time; mails, changes and texts are one at a time.
 */
export async function* evidenceAsPage(
  context: HttpContext,
  found: EvidenceCase,
  kept: KeptStyles,
): AsyncGenerator<string> {
  const { db } = context.store;
  const leads = newLeads();
  const acts: EvidenceAct[] = [];
  for await (const records of readRecordsOfPerson(context, found)) {
    for (const record of records) follow(leads, record);
    acts.push(...records.map(toAct));
  }
  const texts = await listLedTexts(context, leads);
  const about = { versions: [...leads.versions.values()], texts };
  for await (const records of readRecordsOfVersions(context, found, about)) acts.push(...records.map(toAct));
  const policies = new Map((await listPolicies(db)).map((one) => [one.policy, one] as const));
  const titleOf = (policy: string) => policies.get(policy)?.title ?? policy;
  const on = found.on ?? found.madeAt;
  const named = [
    ...new Set(acts.flatMap(({ policy, kind }) => (policy === null || OF_ALL.has(kind) ? [] : [policy]))),
  ];
  const page: EvidencePage = {
    on,
    bindings: await Promise.all(named.map((policy) => readBinding(context, found.person.ref, policy, on))),
    ...{ company: context.company, kept, madeAt: found.madeAt, person: found.person, acts, titleOf },
    checkpoint: found.checkpoint && {
      ...found.checkpoint,
      origin: found.checkpoint.note.split('\n')[0] ?? '',
    },
  };
  const [before, after] = await evidenceFrame(page);
  yield before;
  yield String(await evidenceStory(page));
  if (leads.mails.length > 0) yield String(await evidenceHeading('What the mails said', MAILS));
  for (const lead of leads.mails) {
    const { delivery } = lead.facts;
    const mail = await readMail(context, found, lead);
    const act = acts.find(({ id }) => id === `sent:${delivery}`);
    if (mail === undefined || act === undefined) continue;
    const reports = acts.filter(
      ({ kind, facts }) => kind === 'provider-event' && facts.delivery === delivery,
    );
    yield String(await evidenceMail({ ...mail, act, reports }));
  }
  if (leads.changes.size > 0) yield String(await evidenceHeading('What changed', CHANGES));
  for (const changes of leads.changes.values()) {
    const found = await readDiff(context, changes);
    if (found === undefined) continue;
    const { locale } = found.compared;
    yield String(await evidenceChanges({ ...changes, title: titleOf(changes.policy), locale }, found.diff));
  }
  if (leads.screens.size > 0) yield String(await evidenceHeading('The product’s own screens', SCREENS));
  for (const id of leads.screens) {
    const screen = await findPresentation(db, id);
    if (screen !== undefined) yield String(await evidenceScreen(screen));
  }
  if (texts.length > 0) yield String(await evidenceHeading('The texts', TEXTS));
  for (const [i, text] of texts.entries()) {
    const content = await findContent(db, text, text.locale, text.edition);
    if (content === undefined) continue;
    const named = { title: titleOf(text.policy), contentHash: contentHashOf(content), id: `text-${i + 1}` };
    yield String(await evidenceText({ ...text, ...named, content }));
  }
  yield String(await evidenceStamps(page, await readToldStamps(context, found, acts)));
  yield String(await evidenceProofs(page));
  yield after;
}

/** The stamps that say soonest of each act that it was there, oldest first. */
async function readToldStamps(
  context: HttpContext,
  found: EvidenceCase,
  acts: readonly EvidenceAct[],
): Promise<readonly ToldStamp[]> {
  const positions = new Set(acts.flatMap(({ position }) => position ?? []));
  const stamps: ToldStamp[] = [];
  for (const size of await listLedStamps(context, found, positions)) {
    const stamp = await tellStamp(context, size);
    if (stamp !== undefined) stamps.push(stamp);
  }
  return stamps;
}

/** Acts that are about everybody, and lead to no binding of one person. */
const OF_ALL: ReadonlySet<string> = new Set([
  ...['posted', 'translated', 'corrected', 'withdrawn', 'approved'],
  ...['asking-paused', 'asking-resumed'],
]);

const MAILS =
  'The text part of each mail, as it went out. The HTML part, which says the same, is in the file of evidence to the byte. A link that still lets its bearer act is left out.';

const CHANGES =
  'As the notices showed it: words that came are underlined, words that went are struck out. It is worked out from the two texts below.';

const SCREENS =
  'As the product recorded them: what was shown to people, and on what they agreed. The fingerprint is the SHA-256 over the words and the picture.';

const TEXTS =
  'Each as it was posted, or added in another language. The fingerprint is the SHA-256 of its bytes.';

/** A record as pages tell of it. */
export function toAct({ position, commitment, salt, personal, proof, read }: ProvenRecord): EvidenceAct {
  const seal = proof === null ? 'open' : salt === null ? 'erased' : 'sealed';
  return {
    ...{ ...read, position, commitment, seal },
    personal: personal === null ? null : (JSON.parse(personal) as Record<string, string>),
  };
}
