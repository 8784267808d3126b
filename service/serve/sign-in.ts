import type { FastifyInstance, FastifyRequest } from 'fastify';
import { signInByToken, type TokenOptions } from './bearer-token.ts';
import { KeySet } from './key-set.ts';
import { PreviewAddresses } from './preview-address.ts';
import { anyone, setIdentity, type Identity } from './reader.ts';
import { signInByHeader, type HeaderOptions } from './reader-header.ts';

/** How readers sign in: by the token of an identity provider, or by the header of a reverse proxy. */
export type SignInOptions =
  | {
      readonly token: TokenOptions;
      /** Signs the addresses of email pages. Default: random. */
      readonly secret?: Buffer | undefined;
    }
  | { readonly header: HeaderOptions };

type Identify = (request: FastifyRequest) => Identity | Promise<Identity>;

/** The route of the page of an email. */
export const emailPageRoute = '/api/emails/:id/preview';

/** The settings of the sign-in of readers. */
interface SignIn {
  /** The signed addresses of email pages, if a frame cannot sign in otherwise. */
  readonly addresses: PreviewAddresses | undefined;
  /** The keys of tokens, if readers sign in with one. */
  readonly keys: KeySet | undefined;
}

/**
 * Finds out who the reader of each request is. `requireReader` refuses requests later, so that the rate limit counts them first.
 * @param options `undefined` without a sign-in
 * @param proxies the addresses of reverse proxies
 */
export function addSignIn(
  app: FastifyInstance,
  options: SignInOptions | undefined,
  proxies: readonly string[],
  logError: (error: unknown) => void,
): SignIn {
  const isToken = options !== undefined && 'token' in options;
  const addresses = isToken ? new PreviewAddresses(options.secret) : undefined;
  const keys = isToken ? new KeySet(options.token.keys, logError) : undefined;
  const identify = identifier(options, keys, proxies);
  app.addHook('onRequest', async (request) => {
    if (!isForReaders(request)) return;
    const isPage = request.routeOptions.url === emailPageRoute && request.headers.authorization === undefined;
    setIdentity(request, (isPage ? addresses?.identify(request) : undefined) ?? (await identify(request)));
  });
  return { addresses, keys };
}

/** Whether a request is for a route that has data. Its URL may be written in several ways, such as `/%61pi/report`. */
export function isForReaders({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/api/') ?? false;
}

function identifier(
  options: SignInOptions | undefined,
  keys: KeySet | undefined,
  proxies: readonly string[],
): Identify {
  if (!options) return () => anyone;
  if ('header' in options) return signInByHeader(options.header, proxies);
  return keys ? signInByToken(options.token, keys) : () => ({});
}
