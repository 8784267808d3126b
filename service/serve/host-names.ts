import type { Server } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../loopback.ts';
import { Problem } from './problem.ts';

/**
 * Rejects requests for other names than those of the server. Otherwise, a page of an attacker could make its own name lead to
 * the reader's machine (DNS rebinding), and read the report there as its own origin.
 * @param allowed the allowed names, without ports; default: the names of the loopback address if the server listens on it,
 * otherwise any name
 * @throws Problem with status 400 or 421
 */
export function checkHost(request: FastifyRequest, server: Server, allowed: readonly string[] | undefined): void {
  const { host } = request.raw.headers;
  if (host === undefined && request.raw.httpVersion === '1.1') throw new Problem(400, 'The Host header is missing.');
  if (isAllowedHost(host, server, allowed)) return;
  const name = nameOf(host);
  const hint = 'If it is a name of this server, start the server with --allow-host and the name.';
  throw new Problem(421, `The host ${JSON.stringify(name.slice(0, 100))} is not allowed. ${hint}`);
}

/** Whether clients may address a server by the name in a `Host` header. @param allowed as for `checkHost` */
export function isAllowedHost(
  host: string | undefined,
  server: Server,
  allowed: readonly string[] | undefined,
): boolean {
  const name = nameOf(host);
  const listensOnLoopback = isLocal(server);
  if (allowed === undefined && !listensOnLoopback) return true;
  return allowed?.includes(name) === true || (listensOnLoopback && isLoopbackName(name));
}

function nameOf(host = ''): string {
  return host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
}

/** Browsers also take names below localhost for their own machine. Other programs may look them up elsewhere. */
function isLoopbackName(name: string): boolean {
  return isLoopback(name) || /.\.localhost$/.test(name);
}

/** Whether a server only listens on its own machine. */
function isLocal(server: Server): boolean {
  const address = server.address();
  return address !== null && typeof address === 'object' && isLoopback(address.address);
}
