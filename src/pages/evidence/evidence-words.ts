/** What was voided, by the kind of its record. */
export const VOIDED: Readonly<Record<string, string>> = {
  accepted: 'The acceptance of',
  leaving: 'The decision to leave over',
  answered: 'The answer to',
};

/** What ended an answer, by what is recorded of it. */
export const ENDS: Readonly<Record<string, string>> = {
  cancelled: 'they took it back',
  accepted: 'they accepted',
  left: 'they chose to leave',
  answered: 'they answered otherwise',
};

/** What legal called a change. */
export const CHANGES: Readonly<Record<string, string>> = {
  minor: 'a minor change',
  substantial: 'a substantial change',
  legal: 'a change that the law requires',
};

/** What a mail was, by the kind of its notice. */
export const MAILS: Readonly<Record<string, string>> = {
  announcement: 'the notice',
  reminder: 'a reminder',
  withdrawal: 'the word that it is withdrawn,',
  'receipt-accepted': 'a receipt of their acceptance',
  'receipt-leaving': 'a receipt of their leaving',
  'receipt-stayed': 'a receipt of their taking back their decision to leave',
  'receipt-kept-old': 'a receipt of their objecting and keeping the old terms',
  'receipt-kept-old-part': 'a receipt of their objecting to a part',
  'receipt-left-part': 'a receipt of their leaving a part',
  'receipt-no-taken-back': 'a receipt of their taking back their no',
  'receipt-consent-withdrawn': 'a receipt of their taking back their consent',
  'receipt-consent-refused': 'a receipt of their refusing their consent',
};

/** What a mail provider or server reported, by the type of its report. */
export const REPORTS: Readonly<Record<string, string>> = {
  'email.sent': 'it is on its way',
  'email.delivered': 'the server of the recipient took it',
  'email.bounced': 'it bounced, and so the notice was not given',
  'email.failed': 'it failed, and so the notice was not given',
  'email.suppressed': 'it was suppressed, and so the notice was not given',
  'email.complained': 'the recipient marked it as unwanted',
  'dsn.relayed': 'it was handed on to a server that does not say what becomes of it',
  'dsn.expanded': 'it was handed on to those for whom the address stands',
  'dsn.delayed': 'it is late, and still tried',
  'dsn.delivered': 'the server of the recipient took it',
  'dsn.failed': 'it came back, and so the notice was not given',
};

/** How a product told somebody by another way. */
export const CHANNELS: Readonly<Record<string, string>> = {
  account: 'in their account',
  post: 'by post',
  push: 'by push message',
};
