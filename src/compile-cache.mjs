/*
 * Keeps what Node makes of the source between starts, given to it as `--import`. It has to come before the
 * first `.ts`, which is why it is none: reading types out of the source takes Node thirty megabytes that a
 * running service keeps, and with the cache warm it never does.
 */

import { enableCompileCache } from 'node:module';

enableCompileCache();
