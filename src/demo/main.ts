/*
 * The whole story with a fictional company, played against the real service over HTTP, and the service left
 * up with its links printed.
 */

/**
 * `npm run demo`: starts the service on a fresh embedded database, plays the whole story over HTTP as
 * it happens, and stays up until interrupted (`-- --once` ends it after the story).
 */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DemoService, startDemoService } from './service.ts';
import { tellStory } from './story.ts';

const DATABASE = fileURLToPath(new URL('../../data/demo.sqlite', import.meta.url));

for (const suffix of ['', '-wal', '-shm', '.link-secret', '.log-key'])
  rmSync(DATABASE + suffix, { force: true });
let service: DemoService | null = null;
let isStopping = false;
const stop = async () => {
  if (isStopping) return;
  isStopping = true;
  await service?.stop();
  process.exit(process.exitCode ?? 0);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

try {
  service = await startDemoService(DATABASE);
  await tellStory(service);
  if (process.argv.includes('--once')) await stop();
} catch (error) {
  if (!isStopping) {
    process.stderr.write(`The demo stopped: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    await stop();
  }
}
