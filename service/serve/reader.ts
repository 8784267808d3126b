import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fullAccess, type Access } from './access.ts';
import { noteReader } from './observed-requests.ts';
import { Problem } from './problem.ts';

/** The result of the sign-in of a request. */
export interface Identity {
  /** Identifies the reader; `undefined` if it is not certain who it is. */
  readonly key?: string;
  /** The campaigns that the reader may see; `undefined` if the request is refused. */
  readonly access?: Access;
  /** Why the request is refused. */
  readonly problem?: Error;
  /** The value of `WWW-Authenticate` for a 401. */
  readonly challenge?: string;
}

/** The identity of all readers if the service has no sign-in. */
export const anyone: Identity = { access: fullAccess };

/** A request whose reader is unknown is refused, not answered with everything. */
const unknown: Identity = { problem: new Problem(401, 'Sign in to read the report.') };

const identities = new WeakMap<FastifyRequest, Identity>();

export function setIdentity(request: FastifyRequest, identity: Identity): void {
  identities.set(request, identity);
  if (identity.key !== undefined) noteReader(identity.key);
}

export function identityOf(request: FastifyRequest): Identity {
  return identities.get(request) ?? unknown;
}

/**
 * Returns the campaigns that the reader of a request may see.
 * @throws the problem of the sign-in, if there is one
 */
export function accessOf(request: FastifyRequest): Access {
  const { access, problem = unknown.problem } = identityOf(request);
  if (access) return access;
  throw problem as Error;
}

/** Returns what tells readers apart: who they are, otherwise their address. */
export function readerKey(request: FastifyRequest): string {
  const { key } = identityOf(request);
  return key === undefined ? request.ip : `reader ${key}`;
}

/** Returns a short text for an identity, which does not reveal it. */
export function keyOf(...identity: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('base64url').slice(0, 22);
}

/**
 * Refuses requests of readers who are not signed in or have no access.
 * @throws Problem with status 401, 403 or 503
 */
export function requireReader(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { problem, challenge } = identityOf(request);
  if (!problem) return Promise.resolve();
  if (challenge !== undefined) reply.header('www-authenticate', challenge);
  return Promise.reject(problem);
}
