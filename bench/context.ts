import type { Context } from '../src/actions/context.ts';
import { localMailer } from '../src/delivery/local-mailer.ts';
import { DEFAULT_COLOR } from '../src/domain/company.ts';
import { instantFromMs } from '../src/domain/instant.ts';
import { newId } from '../src/runtime/new-id.ts';
import { nodePoster } from '../src/runtime/webhooks/post-event.ts';

/** The machinery of acts that a bench does in its own process, to have something to measure: silent, with mails kept here. */
export function benchContext(
  given: Pick<Context, 'store' | 'logSigner'> & { readonly linkSecret: string },
): Context {
  const { linkSecret, ...rest } = given;
  return {
    ...rest,
    now: () => instantFromMs(Date.now()),
    newId,
    mailer: localMailer(),
    poster: nodePoster({ toThisMachine: true, toNumbers: true }),
    mailFrom: 'Bench <notices@bench.example>',
    company: { name: 'Bench', logo: null, color: DEFAULT_COLOR, contact: null, url: null, footer: null },
    publicUrl: 'http://localhost:8787',
    linkSecrets: [{ id: '1', secret: linkSecret }],
    wake: () => {},
    log: () => {},
  };
}
