/** A mistake in the command line. The command prints the message as one line and exits with code 2. */
export class UsageError extends Error {
  /** Whether an error is a mistake in the command line. Includes the errors that `parseArgs` of `node:util` throws. */
  static is(error: unknown): boolean {
    if (error instanceof UsageError) return true;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
  }
}
