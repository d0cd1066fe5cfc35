/*
 * Tells of a policy change in a bar on top of a product's own site:
 *
 *   <script src="https://policies.example.com/notice.js" data-policy="privacy" defer></script>
 *
 * Plain JavaScript of 2017 that is served as it stands. It writes text and never HTML, keeps to a strict
 * Content-Security-Policy, sets no cookie, and stays silent while the service is away. docs/banner.md
 */
(() => {
  const script = document.currentScript;
  if (!script) return;
  const { policy, lang, target, color } = script.dataset;

  // In em of the reader's own font size, whatever the site makes of it. Every pair of colours has 4.5:1 or more.
  const css = `
:host { display: block }
.bar {
  --ground: #eef4fd; --ink: #1b1f24; --accent: #1f5fbf; --line: #c6d6ee;
  all: initial; display: flex; align-items: center; gap: .5em; box-sizing: border-box;
  padding-block: .25em; padding-inline: calc(1em + 44px) .5em;
  border-bottom: 1px solid var(--line); background: var(--ground); color: var(--ink);
  font: medium/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
.words { flex: 1; min-width: 0; padding: .375em 0; text-align: center }
a { display: inline-block; margin: 0 .5em; color: var(--accent); font-weight: 600; text-underline-offset: .2em }
a:hover { text-decoration-thickness: 2px }
button {
  flex: none; min-width: 44px; min-height: 44px; padding: 0 .25em; border: 0; border-radius: 6px;
  background: none; color: inherit; font: 1.5em/1 system-ui, sans-serif; cursor: pointer;
}
button:hover { background: rgba(128, 128, 128, .25) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px }
button:focus-visible { outline-offset: -3px }
@media (max-width: 40em) {
  .bar { align-items: flex-start; padding-inline-start: 1em }
  .words { padding: .625em 0 .375em; text-align: start }
  a { margin: 0; padding: .25em 0 }
}
@media (prefers-color-scheme: dark) {
  .bar { --ground: #1f2a3a; --ink: #e8eaed; --accent: #8ab4f8; --line: #34445c }
}
@media print { :host { display: none } }`;

  const add = (parent, name, facts) => parent.appendChild(Object.assign(document.createElement(name), facts));

  /** Black or white on the site's own colour, whichever reads better: one of them always has 4.5:1. */
  const paint = (style, hex) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = parseInt(hex.substr(at, 2), 16) / 255;
      return part > 0.04045 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92;
    });
    const ink = 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
    style.setProperty('--ground', hex);
    for (const name of ['--ink', '--accent']) style.setProperty(name, ink);
    style.setProperty('--line', 'transparent');
  };

  const isDismissed = (key) => {
    try {
      return localStorage.getItem(key) !== null;
    } catch (_) {
      return false;
    }
  };

  const dismiss = (key) => {
    try {
      localStorage.setItem(key, 'dismissed');
    } catch (_) {
      // Where storage is blocked it comes back with the next page.
    }
  };

  const show = (notice, key) => {
    const host = document.createElement('proviso-notice');
    const root = host.attachShadow({ mode: 'open' });
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
    } catch (_) {
      // A browser from before 2023 shows it without its style.
    }
    const bar = add(root, 'div', { className: 'bar', lang: notice.language, dir: notice.direction });
    bar.setAttribute('role', 'region');
    bar.setAttribute('aria-label', notice.label);
    if (/^#[0-9a-f]{6}$/i.test(color)) paint(bar.style, color);
    const words = add(bar, 'div', { className: 'words', textContent: `${notice.text} ` });
    add(words, 'a', { href: notice.link.url, textContent: notice.link.text });
    const button = add(bar, 'button', { type: 'button', title: notice.dismiss, textContent: '\u00d7' });
    button.setAttribute('aria-label', notice.dismiss);
    button.onclick = () => {
      host.remove();
      dismiss(key);
    };
    const place = (target && document.querySelector(target)) || document.body;
    place.insertBefore(host, place.firstChild);
  };

  const query = lang ? `?lang=${encodeURIComponent(lang)}` : '';
  const url = new URL(`policies/${encodeURIComponent(policy)}/notice.json${query}`, script.src);
  const ready = new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else document.addEventListener('DOMContentLoaded', resolve);
  });
  Promise.all([fetch(url.href, { credentials: 'omit' }).then((answer) => answer.json()), ready])
    .then(([{ notice }]) => {
      if (!notice) return;
      const key = `proviso-notice:${policy}:${notice.version}:${notice.state}`;
      if (!isDismissed(key)) show(notice, key);
    })
    .catch(() => {});
})();
