import type { FastifyInstance, FastifyRequest } from 'fastify';
import { signInByToken, type TokenOptions } from './bearer-token.ts';
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

/**
 * Finds out who the reader of each request is. `requireReader` refuses requests later, so that the rate limit counts them first.
 * @param options `undefined` without a sign-in
 * @param proxies the addresses of reverse proxies
 * @returns the signed addresses of email pages, if a frame cannot sign in otherwise
 */
export function addSignIn(
  app: FastifyInstance,
  options: SignInOptions | undefined,
  proxies: readonly string[],
  logError: (error: unknown) => void,
): PreviewAddresses | undefined {
  const addresses = options && 'token' in options ? new PreviewAddresses(options.secret) : undefined;
  const identify = identifier(options, proxies, logError);
  app.addHook('onRequest', async (request) => {
    if (!isForReaders(request)) return;
    const isPage = request.routeOptions.url === emailPageRoute && request.headers.authorization === undefined;
    setIdentity(request, (isPage ? addresses?.identify(request) : undefined) ?? (await identify(request)));
  });
  return addresses;
}

/** Whether a request is for a route that has data. Its URL may be written in several ways, such as `/%61pi/report`. */
export function isForReaders({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url?.startsWith('/api/') ?? false;
}

function identifier(
  options: SignInOptions | undefined,
  proxies: readonly string[],
  logError: (error: unknown) => void,
): Identify {
  if (!options) return () => anyone;
  return 'token' in options ? signInByToken(options.token, logError) : signInByHeader(options.header, proxies);
}
