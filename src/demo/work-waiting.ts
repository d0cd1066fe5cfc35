import { readFileSync } from 'node:fs';
import type { DemoService } from './service.ts';

/** Leaves work for whoever signs in to the console: something to approve, somebody without an address, mails that went out. */
export async function haveWorkWaiting({ ask, haveMember }: DemoService): Promise<void> {
  await haveMember('Robin', 'robin@lantern.example', 'approver');
  await ask('PUT', '/v1/users/paula', { email: null });
  await ask('PUT', '/v1/policies/terms', { title: 'Terms of Service', timeZone: 'Europe/Berlin' });
  const terms = (hours: string) => `# Terms of Service\n\nWe answer within ${hours}.\n`;
  await ask('POST', '/v1/policies/terms/versions', { content: terms('three days') });
  await ask('POST', '/v1/policies/terms/versions', {
    ...{ content: terms('one day'), change: 'substantial', summary: 'You are answered sooner.' },
  });
  await ask('PUT', '/v1/policies/privacy', { approvals: 1 });
  await ask('POST', '/v1/policies/privacy/drafts', {
    texts: { en: `${readPolicy(3)}\n## Children\n\nNotes are not for children under 13.\n` },
    ...{ change: 'minor', summary: { en: 'Notes are not for children under 13.' } },
  });
}

/** A version of the demo's privacy policy. */
export function readPolicy(version: number): string {
  return readFileSync(new URL(`./policies/privacy-${version}.md`, import.meta.url), 'utf8');
}
