/*
 * A lawyer's file becomes a policy's text: words, numbers, headings, lists, tables and notes as they stand,
 * and a remark for all that cannot be carried. Nothing in a file is run, fetched or passed over silently.
 */

import { Refusal } from '../domain/refusal.ts';
import { collectRemarks, quoted, type Remark, type Remarks } from './collect-remarks.ts';
import { decodeText } from './decode-text.ts';
import { readDocx } from './docx/read-docx.ts';
import { readHtml } from './html/read-html.ts';
import { notePictures, readMarkdown, wordsOfPolicy } from './read-markdown.ts';
import { sameWords } from './same-words.ts';
import { type TextBlock, wordsOf } from './text-block.ts';
import { writeMarkdown } from './write-markdown.ts';
import { isArchive } from './zip.ts';

/** A file that somebody hands in. */
export type GivenFile = {
  /** As it is called: `.docx`, `.html`, `.htm`, `.md`, `.markdown` and `.txt` are known. */
  readonly name: string;
  readonly bytes: Uint8Array;
};

/** What is asked of an import. */
export type ImportOptions = {
  /** Take tracked changes as accepted; else a file that has some is refused as `tracked-changes`. */
  readonly acceptsTracked: boolean;
  /** The most characters that a policy's text may have. */
  readonly longest: number;
};

/** A file as Markdown, and what a person should look at before it is published. */
export type ImportedText = { readonly content: string; readonly warnings: readonly Remark[] };

/**
 * Turns a Word document, a page or a text into Markdown with the words of the file, each list's numbers
 * among them. Whatever it wrote is read once more as policies are, and compared with what the file says.
 *
 * Refuses what is none of these (`unreadable-file`), what says too much (`too-large`), and tracked changes that
 * nobody has accepted (`tracked-changes`, with where they stand).
 */
export async function importDocument(
  file: GivenFile,
  { acceptsTracked, longest }: ImportOptions,
): Promise<ImportedText> {
  const kind = kindOf(file);
  const { remarks, content } = kind === 'markdown' ? asItIs(file) : await converted(file, kind, longest);
  const warnings = remarks.list();
  if (remarks.has('tracked') && !acceptsTracked) {
    const changes = warnings.filter(({ kind }) => kind === 'tracked');
    throw new Refusal(
      'tracked-changes',
      'The file has tracked changes that nobody has accepted or refused; see changes. Do so in the file, or import it with tracked=accept, which takes all of them as accepted.',
      { changes },
    );
  }
  if (content.trim() === '') throw new Refusal('unreadable-file', 'The file has no words.');
  return { content, warnings };
}

async function converted(
  { bytes }: GivenFile,
  kind: 'docx' | 'html',
  longest: number,
): Promise<{ remarks: Remarks; content: string }> {
  const { blocks, remarks } =
    kind === 'docx' ? await readDocx(bytes, longest) : readHtml(decodeText(bytes, 'html'), longest);
  if (remarks.length() > longest) {
    throw new Refusal(
      'too-large',
      `The file has more than ${longest} characters of text, which no policy has.`,
    );
  }
  const content = writeMarkdown(blocks);
  const missing = sameWords(wordsOfBlocks(blocks), wordsOfPolicy(content));
  if (missing !== null) {
    remarks.note(
      'words',
      `The text does not read as the file does near ${quoted(missing)}. Compare them there.`,
    );
  }
  return { remarks, content };
}

function asItIs({ bytes }: GivenFile): { remarks: Remarks; content: string } {
  const remarks = collectRemarks();
  const content = readMarkdown(decodeText(bytes, 'markdown'), remarks);
  notePictures(content, remarks);
  return { remarks, content };
}

/** What a file is, by what it holds and by its name. */
function kindOf({ name, bytes }: GivenFile): 'docx' | 'html' | 'markdown' {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) {
    throw new Refusal(
      'unreadable-file',
      'The file is protected by a password, or a document of a Word from before 2007; save it as .docx without one.',
    );
  }
  const found = ENDINGS[ending];
  if (found === undefined) {
    throw new Refusal('unreadable-file', 'The file must be a .docx, .html or .md, and be called so.');
  }
  if ((found === 'docx') !== isArchive(bytes)) {
    throw new Refusal('unreadable-file', `The file is called .${ending}, and is none.`);
  }
  return found;
}

const ENDINGS: Readonly<Record<string, 'docx' | 'html' | 'markdown'>> = {
  docx: 'docx',
  html: 'html',
  htm: 'html',
  md: 'markdown',
  markdown: 'markdown',
  txt: 'markdown',
};

/** The words that the Markdown is to have: those of the file with the numbers of its lists, and its notes' marks. */
function wordsOfBlocks(blocks: readonly TextBlock[]): string {
  const said = (pieces: Parameters<typeof wordsOf>[0]) => wordsOf(pieces.filter(({ struck }) => !struck));
  return blocks
    .map((block) => {
      if (block.kind === 'code') return block.text;
      if (block.kind === 'table') return block.rows.flat().map(said).join(' ');
      if (block.kind === 'note') return `[^${block.number}] ${said(block.pieces)}`;
      return `${block.kind === 'paragraph' ? '' : (block.label ?? '')} ${said(block.pieces)}`;
    })
    .join('\n')
    .replaceAll(/[\u202d\u202e]/g, '⇄');
}
