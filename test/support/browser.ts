import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import type { Company } from '../../src/domain/company.ts';
import { createApp } from '../../src/http/app.ts';
import { freePort } from './free-port.ts';
import { startTestApp, type TestApp } from './test-app.ts';

/** A real Chromium without a window. Close it at the end. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
    ],
  });
}

/** The service of a test, listening on loopback with its style sheets, so that a browser can open it. */
export type ServedApp = TestApp & { readonly url: string; readonly close: () => Promise<void> };

/** Starts the service of a test on a free port, in the look of a company where that is told. */
export async function serveTestApp(
  company: Partial<Company> = {},
  options: Pick<
    NonNullable<Parameters<typeof startTestApp>[0]>,
    'mailer' | 'testClock' | 'returnPlaces'
  > = {},
): Promise<ServedApp> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const test = await startTestApp({ publicUrl: url, company, ...options });
  const assets = serveStatic({
    root: fileURLToPath(new URL('../../public', import.meta.url)),
    rewriteRequestPath: (path) => path.replace(/^\/assets/, ''),
  });
  const app = createApp(test.context, assets);
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve(started));
  });
  return {
    ...test,
    url,
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      await test.store.close();
    },
  };
}
