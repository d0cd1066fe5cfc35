/*
 * Who is let in by whoever runs the service: the first admin key for programs, and the first admin of the console.
 * What lets somebody in is shown on a terminal, kept beside the database or mailed, and never written to a log.
 */

import { makeAdminLink } from '../../actions/access/admin-link.ts';
import { letInFirstAdmin } from '../../actions/access/let-in-first-admin.ts';
import type { HttpContext } from '../../http/wire/http-context.ts';
import { hasAdmin } from '../../storage/access/members.ts';
import { newId } from '../new-id.ts';
import { openDatabase } from '../open-database.ts';
import type { Config } from '../settings/config.ts';
import { clockOf, openTestClock } from '../test-clock.ts';

/** How whoever reads the log gets in, where there is no terminal. */
const HOW = 'nobody can sign in to the console: set FIRST_ADMIN, or run npm start -- --new-admin-link';

/**
 * Lets the first admin into the console while there is none: by the setting, else by a link on a terminal. Where
 * standard output is a log it says how to get in, and nothing secret.
 */
export async function announceConsole(context: HttpContext, { firstAdmin }: Config): Promise<void> {
  if (await hasAdmin(context.store.db)) return;
  if (firstAdmin !== null) {
    if (await letInFirstAdmin(context, firstAdmin)) {
      context.log('info', 'whoever FIRST_ADMIN names can sign in to the console');
    }
    return;
  }
  if (!process.stdout.isTTY) return context.log('info', HOW);
  process.stdout.write(
    `Console, for its first admin, within 24 hours: ${await makeAdminLink(context, 'first-start')}\n`,
  );
}

/** Makes a link that makes whoever follows it an admin, and writes its address, a line of its own: run by hand, also beside a service that runs. */
export async function writeAdminLink(config: Config, out: (text: string) => void): Promise<void> {
  const { store } = await openDatabase(config, () => {});
  try {
    const now = clockOf(await openTestClock(config, store.db));
    const { publicUrl } = config;
    out(`${await makeAdminLink({ store, now, newId, publicUrl }, 'command')}\n`);
  } finally {
    await store.close();
  }
}
