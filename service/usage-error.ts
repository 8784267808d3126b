/** The command was called wrongly: one line for the caller, exit code 2. */
export class UsageError extends Error {
  /** Also true of what `parseArgs` of node:util throws for an unknown or incomplete option. */
  static is(error: unknown): boolean {
    if (error instanceof UsageError) return true;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
  }
}
