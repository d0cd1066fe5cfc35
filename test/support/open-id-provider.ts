import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';

/** Who somebody is by the word of the provider. */
export type Person = {
  readonly email?: string;
  readonly email_verified?: boolean;
  /** Said in the token in place of what was asked for. */
  readonly nonce?: string;
};

/** A small OpenID Connect provider at a port of this machine, which lets in one person after the other without asking. */
export type OpenIdProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whom it lets in from now on. */
  readonly person: { now: Person };
};

/** Starts one for a test: discovery, authorization with PKCE, tokens signed by ES256, and its keys. */
export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  const codes = new Map<
    string,
    { readonly challenge: string; readonly nonce: string; readonly person: Person }
  >();
  const person: OpenIdProvider['person'] = { now: {} };
  const [clientId, clientSecret] = ['proviso', 'a secret of the provider'];
  let issuer = '';

  const token = async (body: URLSearchParams) => {
    const code = codes.get(body.get('code') ?? '');
    codes.delete(body.get('code') ?? '');
    const verifier = new TextEncoder().encode(body.get('code_verifier') ?? '');
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', verifier)).toString('base64url');
    const isClient = body.get('client_id') === clientId && body.get('client_secret') === clientSecret;
    if (code === undefined || !isClient || hash !== code.challenge) return { error: 'invalid_grant' };
    const { nonce = code.nonce, ...claims } = code.person;
    const id_token = await new SignJWT({ ...claims, nonce })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(issuer)
      .setSubject('someone')
      .setAudience(clientId)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
    return { access_token: 'none', token_type: 'Bearer', expires_in: 300, id_token };
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const json = (body: unknown, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/.well-known/openid-configuration') {
      const at = (path: string) => `${issuer}${path}`;
      return json({
        ...{ issuer, authorization_endpoint: at('/authorize'), token_endpoint: at('/token') },
        ...{ jwks_uri: at('/keys'), response_types_supported: ['code'] },
        ...{ subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['ES256'] },
        code_challenge_methods_supported: ['S256'],
      });
    }
    if (url.pathname === '/keys') return json({ keys: [jwk] });
    if (url.pathname === '/authorize') {
      const asked = Object.fromEntries(url.searchParams);
      const code = crypto.randomUUID();
      const { code_challenge: challenge = '', nonce = '', state = '', redirect_uri = '' } = asked;
      codes.set(code, { challenge, nonce, person: person.now });
      const back = new URL(redirect_uri);
      back.search = new URLSearchParams({ code, state, iss: issuer }).toString();
      return response.writeHead(302, { location: back.href }).end();
    }
    if (url.pathname === '/token') {
      const answer = await token(new URLSearchParams(await readText(request)));
      return json(answer, 'error' in answer ? 400 : 200);
    }
    return response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, clientId, clientSecret, person };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}
