import type { FastifyRequest } from 'fastify';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { accessOfClaims, parseAccess, type ClaimNames } from './access.ts';
import { type KeySet, KeysUnavailableError } from './key-set.ts';
import { Problem } from './problem.ts';
import { keyOf, type Identity } from './reader.ts';

/** How readers sign in with a JSON Web Token (RFC 7519) as bearer token (RFC 6750). */
export interface TokenOptions {
  /** The `iss` of tokens. */
  readonly issuer: string;
  /** The `aud` of tokens: one of them. */
  readonly audience: readonly string[];
  /** The URL of the keys: https, http or file. */
  readonly keys: URL;
  /** The claims that decide which campaigns a reader may see. A claim without a name restricts nothing. */
  readonly claims: ClaimNames;
}

/** Only asymmetric algorithms: the public key of the issuer must never be accepted as a secret. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** The difference between clocks that is accepted, in seconds. */
const clockTolerance = 10;

/** The longest token, in characters. Node.js accepts 16 KB of headers. */
const maxLength = 8_192;

const realm = 'Bearer realm="campaign-email-report"';

/** Returns a function that signs readers in by the `Authorization` header of their requests. */
export function signInByToken(options: TokenOptions, keys: KeySet): (request: FastifyRequest) => Promise<Identity> {
  return async ({ headers }) => {
    const { authorization } = headers;
    if (authorization === undefined) return refuse('You are not signed in.');
    const token = /^Bearer +([\w.~+/-]+=*) *$/i.exec(authorization)?.[1];
    if (token === undefined) return refuse('The Authorization header is not a bearer token.', 'invalid_request');
    if (token.length > maxLength) return refuse(`The token has more than ${maxLength} characters.`, 'invalid_token');
    try {
      const { payload } = await jwtVerify(token, keys.get, {
        issuer: options.issuer,
        audience: [...options.audience],
        algorithms,
        clockTolerance,
        requiredClaims: ['sub', 'exp'],
      });
      return identify(payload, options);
    } catch (error) {
      return refusalOf(error, keys, options);
    }
  };
}

/** Returns the reader of a verified token, with the campaigns that its claims give access to. */
function identify(payload: JWTPayload, { issuer, claims }: TokenOptions): Identity {
  const { sub } = payload;
  if (typeof sub !== 'string' || sub === '') return refuse('The token has no subject.', 'invalid_token');
  return {
    key: keyOf(issuer, sub),
    ...accessOfClaims(claims, (kind, name) => parseAccess(kind, payload[name]), 'claim'),
  };
}

function refusalOf(error: unknown, keys: KeySet, options: TokenOptions): Identity {
  const isUnknownKey = error instanceof errors.JWKSNoMatchingKey;
  if (error instanceof KeysUnavailableError || error instanceof errors.JWKSTimeout || (isUnknownKey && keys.isStale)) {
    return { problem: new Problem(503, 'Sign-in is not available at the moment: the keys cannot be read.') };
  }
  if (!(error instanceof errors.JOSEError))
    return { problem: error instanceof Error ? error : new Error(String(error)) };
  return refuse(reasonOf(error), 'invalid_token', differenceOf(error, options));
}

/** Returns the expected and the received issuer or audience, for the log. The signature of the token is valid. */
function differenceOf(error: errors.JOSEError, { issuer, audience }: TokenOptions): string | undefined {
  if (!(error instanceof errors.JWTClaimValidationFailed)) return undefined;
  const expected = { iss: issuer, aud: audience }[error.claim];
  if (expected === undefined) return undefined;
  const claim = error.payload[error.claim];
  const received = claim === undefined ? 'missing' : JSON.stringify(claim).slice(0, 200);
  return `The claim ${error.claim} of the token must be ${JSON.stringify(expected)}, not ${received}.`;
}

/** Returns why a token is not accepted. Does not repeat parts of it. */
function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'Your session has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The claim ${error.claim} of the token is ${error.reason === 'missing' ? 'missing' : 'not accepted'}.`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The algorithm of the token is not accepted.';
  if (error instanceof errors.JWKSNoMatchingKey) return 'The key of the token is unknown.';
  return 'The token is invalid.';
}

/** @param logged replaces the reason in the log */
function refuse(reason: string, error?: 'invalid_request' | 'invalid_token', logged = reason): Identity {
  // Without a token, RFC 6750 asks for a challenge without an error.
  const challenge = error === undefined ? realm : `${realm}, error="${error}", error_description="${reason}"`;
  return { problem: new Problem(401, `${reason} Sign in and try again.`, undefined, logged), challenge };
}
