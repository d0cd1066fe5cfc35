import { Refusal } from '../../domain/refusal.ts';
import type { Remarks } from '../collect-remarks.ts';
import { attributeOf, childrenOf, decodeXml, readXml, type XmlElement } from '../xml.ts';
import { type Archive, openArchive } from '../zip.ts';

/** The parts of a .docx that hold words, or say how they are set. */
export type Package = {
  readonly document: string;
  readonly styles: XmlElement | undefined;
  readonly numbering: XmlElement | undefined;
  readonly comments: XmlElement | undefined;
  readonly footnotes: XmlElement | undefined;
  readonly endnotes: XmlElement | undefined;
  /** Headers and footers. */
  readonly margins: readonly XmlElement[];
  /** Where the links of a part lead, by their ids: `document`, `footnotes`, `endnotes`. */
  readonly links: (part: 'document' | 'footnotes' | 'endnotes') => ReadonlyMap<string, string>;
};

/** The most bytes of XML that are unpacked: some twenty times as many as the longest policy has. */
const ROOM = 32 * 1024 * 1024;

type Relation = {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly isExternal: boolean;
};

/**
 * Opens a .docx and reads its parts, none of them more often than once and nothing that they refer to.
 *
 * Refuses what holds macros or fetches something from elsewhere when it is opened: such a file changes after
 * it was approved.
 */
export async function openPackage(bytes: Uint8Array, remarks: Remarks): Promise<Package> {
  const archive = openArchive(bytes, ROOM);
  const types = await readText(archive, '[Content_Types].xml');
  if (
    archive.names.some((name) => /vbaProject|vbaData/i.test(name)) ||
    /macroEnabled|vbaProject/i.test(types ?? '')
  ) {
    throw refused('it holds macros; save it as a document without');
  }
  const main = (await relationsOf(archive, '')).find(({ type }) => type.endsWith('/officeDocument'));
  const path = main === undefined ? 'word/document.xml' : resolved('', main.target);
  const document = await readText(archive, path);
  if (document === undefined) throw refused('it holds no text of a document');
  if (!/<w:document[\s>]/.test(document))
    throw refused('its text is not written as word processors write it');

  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const all = await relationsOf(archive, path);
  const settings = all.find(({ type }) => type.endsWith('/settings'));
  const others = settings === undefined ? [] : await relationsOf(archive, resolved(folder, settings.target));
  refuseFetched([...all, ...others], remarks);

  const parts = (kind: string) =>
    Promise.all(
      all
        .filter(({ type, isExternal }) => type.endsWith(`/${kind}`) && !isExternal)
        .map(async ({ target }) => {
          const source = await readText(archive, resolved(folder, target));
          return source === undefined ? [] : [{ root: readXml(source), path: resolved(folder, target) }];
        }),
    ).then((found) => found.flat());
  const [styles] = await parts('styles');
  const [numbering] = await parts('numbering');
  const [comments] = await parts('comments');
  const [footnotes] = await parts('footnotes');
  const [endnotes] = await parts('endnotes');
  const margins = [...(await parts('header')), ...(await parts('footer'))];
  const ofNotes = new Map<string, readonly Relation[]>();
  for (const [name, part] of [['footnotes', footnotes] as const, ['endnotes', endnotes] as const]) {
    const own = part === undefined ? [] : await relationsOf(archive, part.path);
    refuseFetched(own, remarks);
    ofNotes.set(name, own);
  }
  return {
    document,
    styles: styles?.root,
    numbering: numbering?.root,
    comments: comments?.root,
    footnotes: footnotes?.root,
    endnotes: endnotes?.root,
    margins: margins.map(({ root }) => root),
    links: (part) =>
      new Map(
        (part === 'document' ? all : (ofNotes.get(part) ?? []))
          .filter(({ type }) => type.endsWith('/hyperlink'))
          .map(({ id, target }) => [id, target]),
      ),
  };
}

async function readText(archive: Archive, name: string): Promise<string | undefined> {
  const bytes = await archive.read(name);
  return bytes === undefined ? undefined : decodeXml(bytes);
}

async function relationsOf(archive: Archive, path: string): Promise<Relation[]> {
  const slash = path.lastIndexOf('/') + 1;
  const source = await readText(archive, `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`);
  if (source === undefined) return [];
  return childrenOf(readXml(source), 'Relationship').map((one) => ({
    id: attributeOf(one, 'Id') ?? '',
    type: attributeOf(one, 'Type') ?? '',
    target: attributeOf(one, 'Target') ?? '',
    isExternal: attributeOf(one, 'TargetMode') === 'External',
  }));
}

/** A part's name in the archive, from where it is referred to. */
function resolved(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** Links are followed by readers; everything else that stands elsewhere is fetched by opening the file. */
function refuseFetched(relations: readonly Relation[], remarks: Remarks): void {
  for (const { type, target, isExternal } of relations) {
    if (!isExternal || type.endsWith('/hyperlink')) continue;
    const kind = type.slice(type.lastIndexOf('/') + 1);
    // Where the template lies on the disk of whoever wrote it, there is nothing to fetch.
    if (kind === 'attachedTemplate' && /^(?:file:\/\/\/(?!\/)|[^/\\:]+$)/i.test(target)) {
      remarks.note(
        'template',
        'The file names a template on the disk of whoever wrote it, which was not looked at.',
        false,
      );
      continue;
    }
    throw refused(
      `it fetches something from elsewhere when it is opened (${kind}: ${target.slice(0, 200)}); put that into the file, or take it out`,
    );
  }
}

function refused(how: string): Refusal {
  return new Refusal('unreadable-file', `The file cannot be imported: ${how}.`);
}
