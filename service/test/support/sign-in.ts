import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const issuer = 'https://login.example.com';
export const audience = 'campaign-report';

/** An identity provider: its keys by URL on 127.0.0.1, and tokens that it has signed. */
export async function startIssuer() {
  const keys = new Map<string, Awaited<ReturnType<typeof generateKeyPair>>>();
  const addKey = async (id: string): Promise<void> => {
    keys.set(id, await generateKeyPair('ES256', { extractable: true }));
  };
  await addKey('first');
  const state = { requests: 0, isDown: false };
  const server = createServer((_request, response) => {
    state.requests += 1;
    response.statusCode = state.isDown ? 500 : 200;
    void publicKeys().then((document) => response.end(document));
  });
  /** The document of the public keys. */
  async function publicKeys(): Promise<string> {
    const all = [...keys].map(async ([kid, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid, alg: 'ES256' }));
    return JSON.stringify({ keys: await Promise.all(all) });
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  /** Signs a token that is valid for an hour, unless the claims say something else. */
  async function tokenOf(claims: Readonly<Record<string, unknown>> = {}, kid = 'first'): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: issuer, aud: audience, sub: 'anna', exp: now + 3600, ...claims };
    const key = keys.get(kid) ?? (await generateKeyPair('ES256'));
    return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid }).sign(key.privateKey);
  }
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`),
    state,
    addKey,
    publicKeys,
    tokenOf,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
