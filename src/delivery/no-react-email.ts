/**
 * Stands in the Worker's bundle for what Resend's SDK renders React mails with (`[alias]` in
 * `wrangler.toml`). Ours are compiled before, and the renderer would be half of the bundle.
 */
export function render(): never {
  throw new Error('mails are sent as HTML and text, not as React elements');
}
