/** The longest address that mail systems agree on (RFC 5321, 4.5.3.1.3, without the angle brackets). */
const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL_PART = 64;

/** Letters, digits and marks of any script, and the punctuation that needs no quoting (RFC 5322, RFC 6531). */
const LOCAL_PART = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;

const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/**
 * Whether mail can be sent to an address: one local part of any script without quoting, and a domain
 * name with at least two labels.
 */
export function isEmailAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  if (at < 1 || local.length > LONGEST_LOCAL_PART || !LOCAL_PART.test(local)) return false;
  const host = asciiHost(address.slice(at + 1));
  return host !== null && local.length + 1 + host.length <= LONGEST_ADDRESS;
}

/** The address with its domain as mail providers take it: in ASCII (RFC 3492). The local part stays as it is. */
export function toPunycode(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${asciiHost(address.slice(at + 1)) ?? address.slice(at + 1)}`;
}

/** An address for a page that its link may have led somebody else to: who has it knows it again, and nobody else learns it. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const local = Array.from(address.slice(0, at));
  const last = local.length > 3 ? local.at(-1) : '';
  return `${local[0] ?? ''}•••${last}${address.slice(at)}`;
}

/**
 * Whether two addresses name one mailbox: the same domain, in whichever case and script it is written, and
 * the same local part but for its case. Mail goes to an address as it was given all the same.
 */
export function isSameMailbox(one: string, other: string): boolean {
  return mailboxOf(one) === mailboxOf(other);
}

/** What is the same for two addresses that name one mailbox, and for no others. */
export function mailboxOf(address: string): string {
  const ascii = toPunycode(address);
  const at = ascii.lastIndexOf('@');
  return `${ascii.slice(0, at).normalize('NFC').toLowerCase()}${ascii.slice(at).toLowerCase()}`;
}

function asciiHost(domain: string): string | null {
  // A URL would read more into these than a name.
  if (domain.length > 253 || /[\s/:?#@[\]\\%]/.test(domain)) return null;
  try {
    const host = new URL(`http://${domain}`).hostname;
    const labels = host.split('.');
    const isName = HOST.test(host) && labels.every((label) => label.length <= 63 && !/^-|-$/.test(label));
    // A last label of digits alone is an IP address.
    return isName && !/^\d+$/.test(labels.at(-1) ?? '') ? host : null;
  } catch {
    return null;
  }
}

/** The address in the name of a sender: of `Acme <notices@acme.example>`, or of an address alone. */
export function addressOf(sender: string): string {
  return /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim();
}
