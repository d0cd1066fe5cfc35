import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scratchFolder } from './scratch.ts';

/** Whether this machine has OpenSSL, which stamps times. */
export const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;

/** What is to be said of tests that need it. */
export const WITH_OPENSSL = HAS_OPENSSL ? 'by OpenSSL' : 'by OpenSSL (skipped: there is none here)';

/** A time-stamping authority made by hand: an HTTP service, and the certificates of whoever issued its own. */
export type TimeStampAuthority = {
  readonly url: string;
  /** Of its issuer, as PEM. */
  readonly root: string;
  /** Of somebody else, who is called the same. */
  readonly stranger: string;
  /** How many questions came. */
  readonly asked: () => number;
  /** Has it answer so from now on; null as it should. */
  readonly behave: (answer: ((response: ServerResponse) => void) | null) => void;
};

const CONFIG = (folder: string) => `
[tsa]
default_tsa = own
[own]
serial = ${folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[stamps]
extendedKeyUsage = critical, timeStamping
[issues]
basicConstraints = critical, CA:true
keyUsage = keyCertSign
`;

/** Starts an authority for one test: its key is of a kind of OpenSSL's, such as `ec` or `rsa`. */
export async function startTimeStampAuthority(kind: 'ec' | 'rsa' = 'ec'): Promise<TimeStampAuthority> {
  const folder = scratchFolder('tsa');
  const at = (name: string) => join(folder, name);
  const run = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });
  const newKey =
    kind === 'ec' ? ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['-newkey', 'rsa:2048'];
  writeFileSync(at('serial'), '01\n');
  writeFileSync(at('ts.cnf'), CONFIG(folder));
  for (const name of ['root', 'stranger']) {
    run(
      ...[
        'req',
        '-x509',
        ...newKey,
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=Root of time',
        '-keyout',
        `${name}.key`,
      ],
      ...['-out', `${name}.pem`, '-addext', 'basicConstraints=critical,CA:true'],
    );
  }
  run(
    'req',
    ...newKey,
    '-nodes',
    '-subj',
    '/O=Lantern Time/CN=Stamper',
    '-keyout',
    'tsa.key',
    '-out',
    'tsa.csr',
  );
  run(
    ...[
      'x509',
      '-req',
      '-in',
      'tsa.csr',
      '-CA',
      'root.pem',
      '-CAkey',
      'root.key',
      '-CAcreateserial',
      '-days',
      '2',
    ],
    ...['-extfile', 'ts.cnf', '-extensions', 'stamps', '-out', 'tsa.pem'],
  );
  let [asked, behaviour]: [number, ((response: ServerResponse) => void) | null] = [0, null];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    asked++;
    if (behaviour !== null) return behaviour(response);
    writeFileSync(at('query'), Buffer.concat(parts));
    run(
      ...[
        'ts',
        '-reply',
        '-config',
        'ts.cnf',
        '-queryfile',
        'query',
        '-signer',
        'tsa.pem',
        '-inkey',
        'tsa.key',
      ],
      ...['-out', 'reply'],
    );
    response.setHeader('content-type', 'application/timestamp-reply').end(readFileSync(at('reply')));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    root: readFileSync(at('root.pem'), 'utf8'),
    stranger: readFileSync(at('stranger.pem'), 'utf8'),
    asked: () => asked,
    behave: (next) => {
      behaviour = next;
    },
  };
}
