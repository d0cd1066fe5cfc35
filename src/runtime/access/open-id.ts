import type { Configuration } from 'openid-client';
import type { OpenId } from '../../domain/access/open-id.ts';
import { isLoopbackHost } from '../../http/wire/loopback.ts';
import type { Config } from '../settings/config.ts';

/** Where a provider sends browsers back to; it must be registered there. */
export const CALLBACK_PATH = '/console/sign-in/oidc/callback';

/** What a provider says of itself is asked for anew after so long. */
const KNOWN_FOR_MS = 60 * 60 * 1000;
/** Longer than anybody waits for a page. */
const TIMEOUT_SECONDS = 8;

/** Loaded where somebody signs in so: most services never do. */
const loadClient = () => import('openid-client');

/**
 * Signs in by OpenID Connect where it is set up, on Node and on Workers: the code flow with PKCE, `state` and
 * `nonce`. A provider that does not answer is a value, and is asked again the next time.
 */
export function openIdOf({ oidc, publicUrl }: Pick<Config, 'oidc' | 'publicUrl'>): OpenId | null {
  if (oidc === null) return null;
  const issuer = new URL(oidc.issuer);
  const redirectUri = `${publicUrl}${CALLBACK_PATH}`;
  let known: { readonly config: Configuration; readonly at: number } | null = null;
  const discover = async (): Promise<Configuration> => {
    if (known !== null && Date.now() - known.at < KNOWN_FOR_MS) return known.config;
    const client = await loadClient();
    // Where only this machine is meant, nothing is there to be overheard.
    const execute = isLoopbackHost(issuer.host) ? [client.allowInsecureRequests] : [];
    const config = await client.discovery(issuer, oidc.clientId, oidc.clientSecret, undefined, {
      execute,
      timeout: TIMEOUT_SECONDS,
    });
    known = { config, at: Date.now() };
    return config;
  };
  return {
    name: issuer.host,
    async begin() {
      const config = await discover().catch(() => null);
      if (config === null) return null;
      const client = await loadClient();
      const visit = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        ...{ state: visit.state, nonce: visit.nonce, code_challenge_method: 'S256' },
        code_challenge: await client.calculatePKCECodeChallenge(visit.verifier),
      });
      return { url: url.href, visit };
    },
    async finish(url, { state, nonce, verifier }) {
      try {
        // Behind a proxy a request comes by another address than the one that the browser went to.
        const came = new URL(redirectUri);
        came.search = new URL(url).search;
        const client = await loadClient();
        const tokens = await client.authorizationCodeGrant(await discover(), came, {
          ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        return typeof claims?.email === 'string' && claims.email_verified === true
          ? { kind: 'verified', email: claims.email }
          : { kind: 'unverified' };
      } catch (error) {
        // What the provider says of an error may name somebody; its code does not.
        const code = error instanceof Error && 'error' in error ? String(error.error) : null;
        return { kind: 'failed', reason: code ?? (error instanceof Error ? error.name : 'unknown') };
      }
    },
  };
}
