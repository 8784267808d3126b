/** Returns the English form for a count: only 1 is singular. */
export function englishPlural(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}

/** Returns the French form for a count: 0 and 1 are singular. */
export function frenchPlural(count: number, one: string, other: string): string {
  return count < 2 ? one : other;
}
