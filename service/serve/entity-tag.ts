import { createHash } from 'node:crypto';

/** Increase this when the format of responses changes: responses in client caches become invalid. */
const formatVersion = '4';

/**
 * Returns the entity tag of a response that only depends on the given parts, without creating the response. The tag is
 * weak because the same response may be sent with or without compression.
 */
export function entityTag(...parts: readonly string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([formatVersion, ...parts]))
    .digest('base64url');
  return `W/"${digest.slice(0, 22)}"`;
}

/**
 * Whether an `If-None-Match` header contains the tag: the client has the response in its cache (RFC 9110, 13.1.2). `*` matches
 * any response that exists.
 */
export function isCached(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  if (matchesAny(ifNoneMatch)) return true;
  const opaque = (text: string): string => text.replace(/^W\//, '');
  return (ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? []).some((each) => opaque(each) === opaque(tag));
}

/** Whether an `If-None-Match` header is `*`. */
export function matchesAny(ifNoneMatch: string | undefined): boolean {
  return ifNoneMatch?.trim() === '*';
}
