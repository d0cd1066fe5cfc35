/**
 * Stands in the Worker's bundle for what Resend's SDK reads received mails with (`[alias]` in `wrangler.toml`).
 * Mails that come back reach a Worker as Resend's reports, not as mails.
 */
const PostalMime = {
  parse(): never {
    throw new Error('mails are not received through Resend');
  },
};

export { PostalMime as default };
