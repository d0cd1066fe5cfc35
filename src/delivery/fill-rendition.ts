import { fillBody, type MailBody, type OwnWords } from '../domain/notices/mail-body.ts';
import { escapeHtml } from './compose.ts';

/** The words of a mail with its reader's own link and words in them. The URL must need no escaping in HTML. */
export function fillRendition(
  rendition: { readonly subject: string; readonly html: MailBody; readonly text: MailBody },
  { url, words }: { readonly url: string; readonly words?: OwnWords | null },
): { readonly subject: string; readonly html: string; readonly text: string } {
  const own = words ?? {};
  return {
    subject: rendition.subject,
    html: fillBody(rendition.html, { url, words: own, write: escapeHtml }),
    text: fillBody(rendition.text, { url, words: own, write: (text) => text }),
  };
}
