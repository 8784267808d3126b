import { createHash } from 'node:crypto';

/** Raised when an answer changes its form, so that no client keeps one of the old form. */
const form = '1';

/**
 * The entity tag of an answer that follows from the parts alone, so that it is known before any work is done.
 * It is weak because the same answer may be sent compressed or not.
 */
export function entityTag(...parts: readonly string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([form, ...parts]))
    .digest('base64url');
  return `W/"${digest.slice(0, 22)}"`;
}

/** Whether the client has the answer already (RFC 9110, 13.1.2). */
export function isKnown(tag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  const opaque = (text: string): string => text.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((each) => each.trim() === '*' || opaque(each) === opaque(tag));
}
