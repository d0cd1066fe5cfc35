import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import { until } from './node-service.ts';

const DOCUMENT = new URL('../../docs/proxy.md', import.meta.url);

/** Whether this machine has an nginx; Debian's package is called so. */
export const HAS_NGINX = spawnSync('nginx', ['-v']).status === 0;

/** What is to be said of tests that need one. */
export const WITH_NGINX = HAS_NGINX
  ? 'behind a real nginx'
  : 'behind a real nginx (skipped: there is none here)';

/** What people do who read no documentation. */
export const BARE = 'location / { proxy_pass http://127.0.0.1:8787; }';

/** What the documentation says to do. */
export const DOCUMENTED = /```nginx\n([\s\S]*?)```/.exec(readFileSync(DOCUMENT, 'utf8'))?.[1] ?? '';

/** Starts an nginx in front of the service at a port, for one test; answers its own port. */
export async function startNginx(location: string, servicePort: number | string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-nginx-'));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
    events { worker_connections 256; }
    http {
      access_log off;
      ${temporary.map((one) => `${one}_temp_path ${folder}/${one};`).join(' ')}
      server {
        listen 127.0.0.1:${port};
        ${location.replaceAll('127.0.0.1:8787', `127.0.0.1:${servicePort}`)}
      }
    }`,
  );
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
  onTestFinished(async () => {
    const ended = once(child, 'exit');
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });
  await until(() => isListening(port));
  return port;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return isOpen;
}
