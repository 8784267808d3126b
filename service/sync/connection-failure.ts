import { ConnectionFailure } from './outcome.ts';

/** Whether an error is one of `fetch`: its errors are TypeErrors with these messages. */
export function isConnectionFailure(error: unknown): boolean {
  return error instanceof TypeError && ['fetch failed', 'terminated'].includes(error.message);
}

/** Names the instance, and the cause that `fetch` hides: `ECONNREFUSED`, `ENOTFOUND`, or that of a certificate. */
export function connectionFailure(origin: string, error: unknown): ConnectionFailure {
  const { cause } = error as { cause?: unknown };
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
  const reason = [code, message, 'no reason given'].find(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  return new ConnectionFailure(`The connection to ${new URL(origin).host} failed (${reason ?? ''}).`);
}
