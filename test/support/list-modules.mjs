/*
 * Appends the address of each module that Node loads to the file named by `LOADED_TO`. Given as `--import`.
 */

import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

registerHooks({
  load(url, context, next) {
    appendFileSync(process.env.LOADED_TO, `${url}\n`);
    return next(url, context);
  },
});
