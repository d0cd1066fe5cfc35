import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readNodeConfig, SECRET_SETTINGS } from '../src/runtime/settings/node-config.ts';
import { lookAtLog } from './support/clean-log.ts';
import { freePort } from './support/free-port.ts';
import { hasProgram } from './support/guide-shell.ts';
import { ROOT } from './support/node-service.ts';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

type Step = { readonly verb: string; readonly words: readonly string[]; readonly rest: string };

/** The instructions of each stage of the Dockerfile, in order. */
function readStages(): Step[][] {
  const lines = read('Dockerfile')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  const steps = lines.map((line): Step => {
    const [verb = '', ...words] = line.split(' ');
    return { verb, words, rest: words.join(' ') };
  });
  const stages: Step[][] = [];
  for (const step of steps) {
    if (step.verb === 'FROM') stages.push([]);
    else stages.at(-1)?.push(step);
  }
  return stages;
}

/** Does by hand what a stage says, in a folder that stands for /app of the image. */
function build(stage: readonly Step[], app: string, packages: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { verb, words, rest } of stage) {
    if (verb === 'ENV') Object.assign(env, Object.fromEntries(words.map((word) => word.split(/=(.*)/s))));
    if (verb === 'RUN' && rest.startsWith('npm ')) {
      execFileSync('npm', [...words.slice(1), '--prefer-offline'], { cwd: app, stdio: 'pipe' });
    }
    if (verb !== 'COPY') continue;
    const isOfStage = words[0]?.startsWith('--from=') ?? false;
    const [to = '', ...from] = words.slice(isOfStage ? 1 : 0).toReversed();
    for (const source of from) {
      const path = isOfStage ? source.replace('/app', packages) : join(ROOT, source);
      const isInto = to.endsWith('/');
      cpSync(path, join(app, to, isInto ? (source.split('/').at(-1) ?? '') : ''), {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
  }
  return env;
}

function temporary(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `proviso-${name}-`));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function makeReadOnly(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) continue;
    if (entry.isDirectory()) makeReadOnly(path);
    chmodSync(path, entry.isDirectory() ? 0o555 : 0o444);
  }
}

describe('the image', () => {
  test('is made by its Dockerfile step by step, and serves from what nobody can write to', async () => {
    const [packagesStage = [], imageStage = []] = readStages();
    const packages = temporary('packages');
    build(packagesStage, packages, '');
    const app = temporary('image');
    const env = build(imageStage, app, packages);
    makeReadOnly(app);
    onTestFinished(() => void execFileSync('chmod', ['-R', 'u+w', app]));
    const data = temporary('data');
    writeFileSync(join(data, 'admin-key'), 'an admin key of enough characters\n'.replaceAll(' ', '-'), {
      mode: 0o600,
    });
    const port = String(await freePort());
    const settings = {
      ...{ PATH: process.env.PATH ?? '', ...env, PORT: port, HOST: '127.0.0.1' },
      DATABASE_URL: env.DATABASE_URL?.replace('/data', data) ?? '',
      NODE_COMPILE_CACHE: join(data, 'cache'),
      ADMIN_KEY_FILE: join(data, 'admin-key'),
    };
    const command = (verb: string) => {
      const { rest = '[]' } = imageStage.find((step) => step.verb === verb) ?? {};
      return JSON.parse(rest.slice(rest.indexOf('['))) as string[];
    };
    const [, ...start] = command('CMD');
    const child = spawn(process.execPath, start, { cwd: app, env: settings, stdio: 'pipe' });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    const ended = once(child, 'close');
    void ended.then(() => lookAtLog(said));
    onTestFinished(() => void child.kill('SIGKILL'));

    const [, ...look] = command('HEALTHCHECK');
    const isHealthy = () => {
      try {
        execFileSync(process.execPath, look, { env: settings, stdio: 'pipe' });
        return true;
      } catch {
        return false;
      }
    };
    expect(isHealthy() && !said.includes('listening')).toBe(false);
    for (let tries = 0; tries < 100 && child.exitCode === null && !isHealthy(); tries++) await sleep(200);
    expect(isHealthy(), said).toBe(true);
    const keys = await fetch(`http://127.0.0.1:${port}/v1/keys`, {
      headers: { authorization: 'Bearer an-admin-key-of-enough-characters' },
    });
    expect(keys.status).toBe(200);
    child.kill('SIGTERM');
    expect(await Promise.race([ended, sleep(10_000)])).toEqual([0, null]);
  }, 240_000);

  test('is given no more than it copies', () => {
    const copied = readStages()
      .flat()
      .filter(({ verb, words }) => verb === 'COPY' && !words[0]?.startsWith('--from='))
      .flatMap(({ words }) => words.slice(0, -1));
    const sent = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    expect(sent.toSorted()).toEqual([...new Set(copied)].toSorted());
  });

  test('runs on the Node that everything is tried on', () => {
    const { devDependencies } = JSON.parse(read('package.json'));
    expect(read('Dockerfile').match(/^FROM node:(\S+)-slim/gm)).toEqual(
      expect.arrayContaining([`FROM node:${devDependencies.node}-slim`]),
    );
  });
});

test('each thing that somebody should see to wakes them, and they are told what to do', () => {
  const { groups } = parse(read('docs/alerts.yml')) as {
    readonly groups: readonly { readonly rules: readonly Record<string, unknown>[] }[];
  };
  const rules = groups.flatMap((group) => group.rules) as {
    readonly alert: string;
    readonly expr: string;
    readonly annotations: { readonly summary: string; readonly do: string };
  }[];
  expect(rules.filter(({ annotations }) => !annotations.summary || !annotations.do)).toEqual([]);
  // Two are measured by more than that they are so.
  const measured = {
    'mail-paused': 'proviso_sending_paused_seconds',
    'mail-unknown': 'proviso_unknown_mails',
  };
  const [, table = ''] = /\| `about` \|[^\n]*\n([\s\S]*?)\n\n/.exec(read('docs/operations.md')) ?? [];
  const abouts = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, about = '']) => about);
  expect(abouts.length).toBeGreaterThan(10);
  const isAlerted = (about: string) =>
    rules.some(({ expr }) => {
      const [, how, named = ''] = /proviso_attention\{about=(~?)"([^"]+)"\}/.exec(expr) ?? [];
      if (expr.includes(measured[about as keyof typeof measured] ?? 'no metric')) return true;
      return how === '~' ? new RegExp(`^${named}$`).test(about) : named === about;
    });
  expect(abouts.filter((about) => !isAlerted(about))).toEqual([]);
});

test.skipIf(!hasProgram('promtool', '--version'))('Prometheus takes each rule', () => {
  const said = execFileSync('promtool', ['check', 'rules', join(ROOT, 'docs/alerts.yml')], {
    encoding: 'utf8',
  });
  expect(said).toMatch(/SUCCESS: \d+ rules found/);
});

describe('what starts it elsewhere', () => {
  const command = /CMD (\[.+\])\n$/.exec(read('Dockerfile'))?.[1] ?? '[]';

  test('starts it as npm start does', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const unit = /^ExecStart=\/usr\/bin\/(.+)$/m.exec(read('deploy/proviso.service'))?.[1];
    // npm starts it by a shell, which is to become it.
    const started = scripts.start.replace(/^exec /, '');
    expect(JSON.parse(command).join(' ')).toBe(started);
    expect(unit).toBe(started);
  });

  test('names secrets as files alone, each of a setting that there is', () => {
    const texts = ['compose.yaml', 'deploy/proviso.service', 'deploy/kubernetes.yaml'].map(read);
    for (const text of texts) {
      const named = [...text.matchAll(/\b([A-Z_]+)_FILE\b/g)].flatMap(([, name]) => name ?? []);
      const ours = named.filter((name) => name !== 'POSTGRES_PASSWORD');
      expect(ours.length).toBeGreaterThan(1);
      for (const name of ours) expect(SECRET_SETTINGS).toContain(name);
      for (const secret of SECRET_SETTINGS.filter((name) => name !== 'DATABASE_URL')) {
        expect(text).not.toMatch(new RegExp(`\\b${secret}[:=]`));
      }
    }
  });

  test.skipIf(!hasProgram('systemd-analyze', '--version'))(
    'is a unit that systemd understands, and that leaves little open',
    () => {
      const file = join(temporary('unit'), 'proviso.service');
      writeFileSync(file, read('deploy/proviso.service').replace('/usr/bin/node', process.execPath));
      const analyze = (...words: readonly string[]) => {
        const { stdout, stderr } = spawnSync('systemd-analyze', [...words, file], { encoding: 'utf8' });
        return stdout + stderr;
      };
      expect(analyze('verify')).toBe('');
      // Of ten, by systemd's own scale.
      expect(analyze('security', '--offline=yes')).toMatch(/exposure level for proviso.service: [01]\.\d/);
    },
  );

  test('on a cluster asks the probes, writes nowhere and runs as nobody', () => {
    const parts = parseAllDocuments(read('deploy/kubernetes.yaml')).map((part) => part.toJS());
    const deployments = parts.filter(({ kind }) => kind === 'Deployment');
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual(['proviso', 'proviso-serve']);
    for (const { spec } of deployments) {
      const { labels } = spec.template.metadata;
      expect(spec.selector.matchLabels).toEqual(labels);
      const pod = spec.template.spec;
      const [container] = pod.containers;
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true });
      expect(container.securityContext).toMatchObject({
        ...{ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      });
      expect(container.livenessProbe.httpGet.path).toBe('/livez');
      expect(container.readinessProbe.httpGet.path).toBe('/readyz');
      const mounted = container.volumeMounts.map(({ name }: { name: string }) => name);
      expect(pod.volumes.map(({ name }: { name: string }) => name)).toEqual(mounted);
      for (const [name, value] of Object.entries(parts[0].data as Record<string, string>)) {
        if (name.endsWith('_FILE')) expect(value).toMatch(/^\/secrets\//);
      }
    }
    const [service, budget] = ['Service', 'PodDisruptionBudget'].map((kind) =>
      parts.find((one) => one.kind === kind),
    );
    expect(service.spec.selector).toEqual({ app: 'proviso' });
    expect(budget.spec.selector.matchLabels).toEqual({ app: 'proviso' });
  });

  test('in compose.yaml needs each secret and volume that it names, and nothing else', () => {
    const compose = parse(read('compose.yaml'), { merge: true });
    const services = Object.values(compose.services) as {
      secrets?: string[];
      volumes?: string[];
      environment: object;
    }[];
    const used = (key: 'secrets' | 'volumes') =>
      [...new Set(services.flatMap((one) => one[key] ?? []).map((name) => name.split(':')[0]))].toSorted();
    expect(used('secrets')).toEqual(Object.keys(compose.secrets).toSorted());
    expect(used('volumes')).toEqual(Object.keys(compose.volumes).toSorted());
  });
});

describe('a secret in a file', () => {
  test('is read without the end of its line, as if it were set', () => {
    const folder = temporary('secrets');
    const file = join(folder, 'key');
    writeFileSync(file, 'a-key-that-is-long-enough-for-anybody\n');
    expect(readNodeConfig({ ADMIN_KEY_FILE: file }).adminKey).toBe('a-key-that-is-long-enough-for-anybody');
    expect(readNodeConfig({ ADMIN_KEY_FILE: file, ADMIN_KEY: '' }).adminKey).not.toBeNull();
  });

  test('is refused where the setting is there too, and where the file is away or empty', () => {
    const folder = temporary('secrets');
    const empty = join(folder, 'empty');
    writeFileSync(empty, '\n');
    mkdirSync(join(folder, 'folder'));
    const given =
      (file: string, more = {}) =>
      () =>
        readNodeConfig({ LINK_SECRET_FILE: file, ...more });
    expect(given(empty, { LINK_SECRET: 'x' })).toThrow('LINK_SECRET and LINK_SECRET_FILE are both set');
    expect(given(empty)).toThrow('which is empty');
    expect(given(join(folder, 'none'))).toThrow('which cannot be read (ENOENT)');
    expect(given(join(folder, 'folder'))).toThrow('which cannot be read (EISDIR)');
  });
});
