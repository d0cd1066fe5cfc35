/** What members are mailed of by the clock. */
export type MemberMailKind = 'posted' | 'scheduled' | 'called-off' | 'needs-attention';

/**
 * How such a mail came out: `dropped` where there was nothing to tell any more; `unclear` where nobody can tell whether
 * it was taken, and it is not sent again.
 */
export type MemberMailOutcome = 'sent' | 'dropped' | 'refused' | 'unclear';
