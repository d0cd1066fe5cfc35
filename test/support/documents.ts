import { crc32, deflateRawSync } from 'node:zlib';
import { ADMIN_KEY, type Answered, type TestApp } from './test-app.ts';

/** A part of an archive: its words, or what it unpacks to. */
export type Part = string | Uint8Array;

/** A ZIP archive with these parts. */
export function zipOf(parts: Readonly<Record<string, Part>>, { flags = 0 } = {}): Uint8Array {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, part] of Object.entries(parts)) {
    const bytes = Buffer.from(part);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, title, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), head, tail, title]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(centrals.length, 4);
  end.writeUInt16LE(centrals.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...locals, list, Buffer.from('PK\x05\x06'), end]));
}

const NAMES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** What a .docx is made of by hand: the inside of its body, and of its other parts. */
export type HandMade = {
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly comments?: string;
  readonly header?: string;
  /** Relationships of the document. */
  readonly relations?: string;
  readonly settings?: string;
  readonly others?: Readonly<Record<string, Part>>;
  /** What stands before the root of the document. */
  readonly prolog?: string;
};

/** A .docx that no word processor would write for a test. */
export function docxOf({ body, prolog = '', relations = '', others = {}, ...parts }: HandMade): Uint8Array {
  const roots = {
    styles: 'w:styles',
    numbering: 'w:numbering',
    footnotes: 'w:footnotes',
    comments: 'w:comments',
    header: 'w:hdr',
    settings: 'w:settings',
  } as const;
  const written = (Object.keys(roots) as (keyof typeof roots)[]).filter((name) => parts[name] !== undefined);
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relationsOf(
      `<Relationship Id="r1" Type="${TYPES}/officeDocument" Target="word/document.xml"/>`,
    ),
    'word/document.xml': `<?xml version="1.0"?>${prolog}<w:document ${NAMES}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relationsOf(
      written
        .map((name, at) => `<Relationship Id="p${at}" Type="${TYPES}/${name}" Target="${name}.xml"/>`)
        .join('') + relations,
    ),
    ...Object.fromEntries(
      written.map((name) => [`word/${name}.xml`, `<${roots[name]} ${NAMES}>${parts[name]}</${roots[name]}>`]),
    ),
    ...others,
  });
}

/** The inside of a file of relationships as a whole. */
export function relationsOf(inside: string): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;
}

/** A relationship that leads out of the file. */
export function outside(kind: string, target: string, id = 'x1'): string {
  return `<Relationship Id="${id}" Type="${TYPES}/${kind}" Target="${target}" TargetMode="External"/>`;
}

/** A paragraph of a hand-made .docx. */
export function p(words: string, properties = ''): string {
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${r(words)}</w:p>`;
}

/** A run of a hand-made .docx. */
export function r(words: string, properties = ''): string {
  return `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${words}</w:t></w:r>`;
}

/** A form that hands in a file, as it goes over the wire: what is sent, and in which content type. */
export function fileForm(name: string, file: Part, field = 'file') {
  const head = `--end\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    body: new Uint8Array(
      Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from('\r\n--end--\r\n')]),
    ),
    headers: { 'content-type': 'multipart/form-data; boundary=end' },
  };
}

/** Sends a file to be read, as whoever holds a key. */
export async function sendFile(
  { app }: Pick<TestApp, 'app'>,
  { body, headers }: ReturnType<typeof fileForm>,
  { query = '', key = ADMIN_KEY } = {},
) {
  const response = await app.request(`/v1/imports${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as Answered['body'] };
}
