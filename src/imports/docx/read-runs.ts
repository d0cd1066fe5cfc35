import { quoted, type Remarks } from '../collect-remarks.ts';
import type { Piece } from '../text-block.ts';
import { attributeOf, childOf, childrenOf, outermostOf, textOf, type XmlElement } from '../xml.ts';
import type { Fields } from './fields.ts';
import type { RunStyle, Styles } from './styles.ts';
import { changeIn, isChange } from './tracked.ts';

/** What reading runs takes of the document they are in. */
export type RunReading = {
  readonly styles: Styles;
  readonly remarks: Remarks;
  readonly fields: Fields;
  /** Where links lead, by their ids. */
  readonly links: ReadonlyMap<string, string>;
  /** Comments as they are told, by their ids. */
  readonly comments: ReadonlyMap<string, string>;
  /** The number of a note that is referred to. */
  readonly noteNumber: (kind: 'footnote' | 'endnote', id: string) => number;
};

const LEADS_SOMEWHERE = /^(?:https?:\/\/|mailto:|tel:)/i;
/** Elements around runs that say nothing about their words. */
const THROUGH = new Set(
  'w:smartTag w:customXml w:sdt w:sdtContent w:bdo w:dir w:ins w:moveTo m:oMathPara mc:AlternateContent mc:Choice'.split(
    ' ',
  ),
);

/**
 * Reads what is in a paragraph as pieces of text, all its tracked changes accepted.
 *
 * What has no words of its own, or none that can be carried, becomes a remark where it stands.
 */
export function readRuns(paragraph: XmlElement, style: RunStyle, reading: RunReading): Piece[] {
  const { styles, remarks, fields, links, comments, noteNumber } = reading;
  const pieces: Piece[] = [];
  readAll(paragraph, undefined);
  return pieces;

  function readAll(parent: XmlElement, link: string | undefined): void {
    for (const child of childrenOf(parent)) {
      const { name } = child;
      if (name === 'w:r') readRun(child, link);
      else if (name === 'w:hyperlink') readAll(child, targetOf(child));
      else if (name === 'w:fldSimple') {
        const target = fields.simple(attributeOf(child, 'w:instr') ?? '');
        readAll(child, target ?? link);
      } else if (isChange(child)) {
        remarks.note('tracked', changeIn(child));
        if (name === 'w:ins' || name === 'w:moveTo') readAll(child, link);
        else remarks.leaveOut(textOf(child));
      } else if (THROUGH.has(name)) readAll(child, link);
      else if (name === 'm:oMath') readFormula(child);
      else if (name === 'w:subDoc') remarks.note('embedded', 'Another document is embedded here.');
    }
  }

  function readRun(run: XmlElement, link: string | undefined): void {
    const properties = childOf(run, 'w:rPr');
    if (childOf(properties, 'w:rPrChange') !== undefined) {
      remarks.note('formatting', 'A change of how words are set is still tracked; it is taken as accepted.');
    }
    const set = styles.ofRun(properties, style);
    for (const child of childrenOf(run)) readInRun(child, set, link);
  }

  function readInRun(child: XmlElement, set: RunStyle, link: string | undefined): void {
    switch (child.name) {
      case 'w:t':
      case 'm:t':
        add(child.children.join(''), set, link);
        break;
      case 'w:tab':
      case 'w:ptab':
        add(' ', set, link);
        break;
      case 'w:br':
      case 'w:cr':
        add(['page', 'column'].includes(attributeOf(child, 'w:type') ?? '') ? ' ' : '\n', set, link);
        break;
      case 'w:noBreakHyphen':
        add('\u2011', set, link);
        break;
      case 'w:sym':
        remarks.note(
          'symbol',
          `A sign of the font ${attributeOf(child, 'w:font') ?? 'of signs'} stands here (${attributeOf(child, 'w:char') ?? '?'}), which is no text.`,
        );
        break;
      case 'w:fldChar':
        fields.mark(attributeOf(child, 'w:fldCharType') ?? '');
        break;
      case 'w:instrText':
        fields.instruct(child.children.join(''));
        break;
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        addMark(child.name === 'w:footnoteReference' ? 'footnote' : 'endnote', child);
        break;
      case 'w:commentReference':
        remarks.note(
          'comment',
          comments.get(attributeOf(child, 'w:id') ?? '') ?? 'A comment stands here whose words are missing.',
        );
        break;
      case 'w:ruby':
        readRuby(child, link);
        break;
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        readDrawing(child);
        break;
      case 'mc:AlternateContent': {
        // The same twice, for newer and for older programs.
        const choice = childOf(child, 'mc:Choice') ?? childOf(child, 'mc:Fallback');
        for (const one of childrenOf(choice)) readInRun(one, set, link);
      }
    }
  }

  function add(words: string, set: RunStyle, link: string | undefined): void {
    const text = set.capitals ? words.toUpperCase() : words;
    const { target = link, isLeftOut } = fields.now();
    if (set.hidden && !isLeftOut && text.trim() !== '') {
      remarks.note('hidden', `Hidden text was left out: ${quoted(text)}.`);
    }
    if (set.hidden || isLeftOut) {
      remarks.leaveOut(text);
      return;
    }
    if (set.struck && text.trim() !== '') {
      remarks.note('struck', `Words are crossed out by hand, and kept crossed out: ${quoted(text)}.`);
    }
    remarks.words(text);
    pieces.push({
      text,
      ...(set.bold && { bold: true }),
      ...(set.italic && { italic: true }),
      ...(set.struck && { struck: true }),
      ...(set.raised !== undefined && { raised: set.raised }),
      ...(target !== undefined && { link: target }),
    });
  }

  function addMark(kind: 'footnote' | 'endnote', reference: XmlElement): void {
    pieces.push({ text: `[^${noteNumber(kind, attributeOf(reference, 'w:id') ?? '')}]`, isMark: true });
  }

  /** Words with their reading above them: the words stay, and the reading is told. */
  function readRuby(ruby: XmlElement, link: string | undefined): void {
    const reading = textOf(childOf(ruby, 'w:rt') ?? ruby);
    remarks.leaveOut(reading);
    for (const run of childrenOf(childOf(ruby, 'w:rubyBase'), 'w:r')) readRun(run, link);
    remarks.note('ruby', `A reading above the words was left out: ${quoted(reading)}.`);
  }

  function readFormula(formula: XmlElement): void {
    const words = textOf(formula, 'm:t');
    remarks.note(
      'equation',
      `A formula is written in one line, which may not say the same: ${quoted(words)}.`,
    );
    add(words, style, undefined);
  }

  function readDrawing(drawing: XmlElement): void {
    const boxes = outermostOf(drawing, 'w:txbxContent');
    for (const box of boxes) {
      remarks.note(
        'text-box',
        `A text box was left out: ${quoted(textOf(box))}. Put its words into the text.`,
      );
    }
    if (boxes.length > 0) {
      remarks.leaveOut(textOf(drawing));
      return;
    }
    if (drawing.name === 'w:object') {
      remarks.note('embedded', 'An object of another program was left out.');
      return;
    }
    const [described] = outermostOf(drawing, 'wp:docPr');
    const about = (described && (attributeOf(described, 'descr') ?? attributeOf(described, 'title'))) ?? '';
    remarks.note('image', `A picture was left out${about === '' ? '' : `: ${quoted(about)}`}.`);
  }

  function targetOf(hyperlink: XmlElement): string | undefined {
    const id = attributeOf(hyperlink, 'r:id');
    const target = id === undefined ? undefined : links.get(id);
    if (target !== undefined && LEADS_SOMEWHERE.test(target)) {
      const anchor = attributeOf(hyperlink, 'w:anchor');
      return anchor === undefined ? target : `${target}#${anchor}`;
    }
    remarks.note('link', 'A link leads to a place in the file, or nowhere; its words are kept without it.');
    return undefined;
  }
}
