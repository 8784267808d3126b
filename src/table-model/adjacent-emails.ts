import { emailAt, indexOfLine, type EmailLine, type Lines } from './find-lines.ts';

/** Returns the closest email with a preview from an index onwards, in the direction of `step`. */
export function adjacentEmail(lines: Lines, from: number, step: 1 | -1): EmailLine | undefined {
  for (let index = from; index >= 0 && index < lines.lineCount; index += step) {
    const found = emailAt(lines, index);
    if (found) return found;
  }
  return undefined;
}

/**
 * Returns where an email would be in the next table, which no longer has it: after the email that preceded it.
 * Its index does not tell: the campaign of a removed email may now share the row of its last email.
 */
export function indexOfGone(lines: Lines, index: number, next: Lines): number {
  const preceding = adjacentEmail(lines, index - 1, -1);
  if (!preceding) return Math.min(index, 0);
  const found = indexOfLine(next, preceding.index, preceding);
  return found === undefined ? Math.min(index, next.lineCount) : found + 1;
}
