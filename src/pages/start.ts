import { html } from 'hono/html';
import type { Company } from '../domain/company.ts';
import { layout, type Markup } from './layout.ts';
import { policyPath } from './public-paths.ts';

/** What whoever runs the service on their own machine finds at its root. */
export type StartPage = {
  readonly company: Company;
  /** No slash at the end. */
  readonly publicUrl: string;
  /** The first policy, if there is one. */
  readonly policy: { readonly policy: string; readonly title: string } | null;
  /** Whether there is somebody by the name of `ada`, as in the demo. */
  readonly hasAda: boolean;
};

/**
 * Says what to do next with a service that runs on this machine alone: answer a mail, publish a change, look at
 * the evidence, with commands that work as they are pasted once `ADMIN_KEY` is set.
 */
export function startPage({ company, publicUrl, policy, hasAda }: StartPage): Markup {
  const key = '-H "Authorization: Bearer $ADMIN_KEY"';
  const name = policy?.policy ?? 'privacy';
  const versions = `${publicUrl}/v1/policies/${name}/versions`;
  const posting = [
    `curl -X PUT ${key} ${publicUrl}/v1/policies/privacy -d '{"title":"Privacy Policy"}'`,
    `curl -X POST ${key} ${versions} -d '{"content":"# Privacy\\n\\nWe keep logs for 30 days."}'`,
  ];
  const joining = [`curl -X PUT ${key} ${publicUrl}/v1/users/ada -d '{"email":"ada@mail.example"}'`];
  const change = [
    `curl -X POST ${key} ${versions} -d '{"content":"# Privacy\\n\\nWe keep logs for a week.","change":"substantial","summary":"Logs are kept for a week."}'`,
  ];
  const evidence = [
    `curl ${key} "${publicUrl}/v1/users/ada/evidence?format=html" -o evidence-ada.html`,
    `curl ${key} ${publicUrl}/v1/users/ada/policies/${name}`,
  ];
  return layout({
    title: 'Proviso is running',
    language: 'en',
    company,
    published: null,
    footer: 'This page is for whoever runs this service on their own machine.',
    body: html`<h1>Proviso is running</h1>
<p>What to do next. The commands need the admin key, which the service showed when it first started, or put beside its database: <code>export ADMIN_KEY=…</code></p>
<ol class="steps">
${policy === null && step('Post a first policy', posting)}
${!hasAda && step('Make somebody known', joining)}
${hasAda && accepting()}
${step('Publish a change of your own', change, policy !== null && html`<p>It shows on <a href="${policyPath(policy)}">the page of the ${policy.title}</a> at once, and everybody gets mail.</p>`)}
${!hasAda && accepting()}
${step('Look at the evidence', evidence, html`<p>What Ada was told and did, with a proof for each, as a page and as the check that a product asks.</p>`)}
</ol>
<ul class="links"><li><a href="/console">Sign in to the console</a></li><li><a href="/policies">Policies</a></li><li><a href="/mailbox">Mailbox</a></li><li><a href="/docs">Guides</a></li><li><a href="/docs/api">The API</a></li><li><a href="/healthz">Health</a></li></ul>`,
  });
}

function step(title: string, commands: readonly string[], rest: Markup | false = false): Markup {
  return html`<li><h2>${title}</h2>${rest}<pre>${commands.join('\n')}</pre></li>`;
}

function accepting(): Markup {
  return html`<li><h2>Accept as Ada</h2><p>Her mail is in the <a href="/mailbox">mailbox</a>. Its link opens her page, and opening it records nothing.</p></li>`;
}
