/** What a request says of its sender. */
export const ROLES = ['nobody', 'wrong key', 'app', 'legal', 'admin'] as const;

/** An operation of the service: a method, and a path with `{names}` in it. */
export type Operation = { readonly method: string; readonly path: string };

/** A request as it is sent. */
export type Hostile = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
};

/** What a kind of bad input puts into a request that names what there is; what it leaves out stays. */
type Kind = {
  /** In place of each name in the path, written as it stands. */
  readonly segment?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

const json = (value: unknown): Kind => ({ body: JSON.stringify(value) });
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Kinds of bad input, by what is bad. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'nothing said': {},
  'an unknown id': { segment: '00000000' },
  'a NUL in the path': { segment: 'a%00b' },
  'no UTF-8 in the path': { segment: '%ff%fe' },
  'a stray percent sign': { segment: '%E0%A4%A' },
  'a step in the path': { segment: '%2e%2e' },
  'a slash in a name': { segment: 'a%2Fb' },
  'words turned around in the path': { segment: '%E2%80%AEa' },
  'a path of 8,000 characters': { segment: 'x'.repeat(8_000) },
  'a formula in the path': { segment: '%3DHYPERLINK(1)' },
  'an unknown query': { query: '?__proto__=1&x[]=2' },
  'a cursor that is none': { query: '?cursor=WyJhIl0&limit=1' },
  'numbers that are none': { query: '?limit=1e9&from=-1&to=99999999999999999999&wait=x' },
  'no body': { body: '' },
  'no JSON': { body: '{"user":' },
  'no UTF-8': { body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) },
  'JSON of another kind': json([null, [], {}]),
  'a deep nest': { body: '['.repeat(10_000) + ']'.repeat(10_000) },
  'fields that nobody knows': json({ __proto__: 1, constructor: 2, surprise: { a: 1 } }),
  'values of other types': json({ user: 7, policy: [], version: '2', email: {}, title: 1, users: 'all' }),
  'values out of bounds': json({
    user: 'u'.repeat(10_000),
    policy: 'privacy',
    version: 1e21,
    email: 'a@b',
    at: '9999-99-99',
  }),
  'script and SQL': json({
    user: "'; DROP TABLE users; --",
    email: 'a@b.example',
    title: '<script>alert(1)</script>',
    reason: '=1+1',
  }),
  'words turned around': json({ user: 'a\u202eb', name: 'a\u2066b', title: '\u0007', reason: 'x\u2028y' }),
  'half a surrogate': { body: '{"user":"\\ud800","title":"\\udfff"}' },
  'more than anybody needs': { body: 'x'.repeat(300_000) },
  'a form': { body: 'action=accept&confirm=yes', headers: FORM },
  'half a multipart form': {
    body: '--b\r\ncontent-dis',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  },
  'an Idempotency-Key that is none': { ...json({}), headers: { 'idempotency-key': 'k'.repeat(300) } },
  'an Idempotency-Key for two things': {
    ...json({ user: 'user-1' }),
    headers: { 'idempotency-key': 'same' },
  },
  'headers of a stranger': {
    headers: {
      'accept-language': '*-,;q=x,'.repeat(500),
      origin: 'null',
      'x-forwarded-for': 'x,'.repeat(500),
    },
  },
};

/** What names in paths stand for where a kind says nothing else. */
const THERE: Readonly<Record<string, string>> = { policy: 'privacy', version: '1', user: 'user-1', n: '1' };

/** What is not in the document of operations: pages, links, files, the mailbox, the provider's reports. */
export const OTHERS: readonly Operation[] = [
  ...[
    '/',
    '/policies',
    '/policies/{policy}',
    '/policies/{policy}/versions/{version}',
    '/policies/{policy}/history',
    '/policies/{policy}/rules',
    '/policies/{policy}/changes',
    '/policies/{policy}/changes/{pair}',
    '/policies/{policy}/feed',
    '/policies/{policy}/feed.xml',
    '/policies/{policy}/feed.json',
    '/policies/{policy}/notice.json',
    '/notice.js',
    '/company.css',
    '/assets/{file}',
    '/review/{token}',
    '/mailbox',
    '/mailbox/{id}',
    '/mailbox/{id}/html',
    '/log/checkpoint',
    '/log/key',
    '/log/proof',
    '/log/inclusion',
    '/log/consistency',
    '/log/tile/{tile}',
    '/healthz',
    '/openapi.json',
    '/{nowhere}',
  ].map((path) => ({ method: 'GET', path })),
  { method: 'POST', path: '/review/{token}' },
  { method: 'POST', path: '/webhooks/resend' },
  { method: 'PATCH', path: '/v1/users/{user}' },
  { method: 'OPTIONS', path: '/v1/policies' },
];

/** One of the requests of every operation, role and kind: which, goes by its number. */
export function hostileRequest(
  number: number,
  operations: readonly Operation[],
  keys: Readonly<Record<string, string>>,
): Hostile & { readonly kind: string; readonly role: string } {
  const kinds = Object.entries(KINDS);
  const operation = operations[number % operations.length] as Operation;
  const turn = Math.floor(number / operations.length);
  const role = ROLES[turn % ROLES.length] as string;
  const [kind, said] = kinds[Math.floor(turn / ROLES.length) % kinds.length] as [string, Kind];
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => said.segment ?? THERE[name] ?? '0');
  const key = keys[role];
  const takesBody = operation.method !== 'GET' && operation.method !== 'OPTIONS';
  return {
    kind,
    role,
    method: operation.method,
    path: path + (said.query ?? ''),
    headers: { ...said.headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    body: takesBody ? (said.body ?? null) : null,
  };
}
