/** What a browser on its way to an identity provider has to say again when it comes back. */
export type OpenIdVisit = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** What an identity provider says of somebody: the address that it has verified, or why there is none. */
export type OpenIdAnswer =
  | { readonly kind: 'verified'; readonly email: string }
  /** It knows them by no address, or has not verified it. */
  | { readonly kind: 'unverified' }
  /** They gave up there, or what came back was not meant for this browser, or the provider does not answer. */
  | { readonly kind: 'failed'; readonly reason: string };

/** A company's own way to sign in, by OpenID Connect: members are let in whose address it has verified. */
export type OpenId = {
  /** Where it is, for people: its host. */
  readonly name: string;
  /** Where to send a browser, and what it takes along; null while the provider does not answer. */
  readonly begin: () => Promise<{ readonly url: string; readonly visit: OpenIdVisit } | null>;
  /** Who came back, by the address that the browser came back at. */
  readonly finish: (url: string, visit: OpenIdVisit) => Promise<OpenIdAnswer>;
};
