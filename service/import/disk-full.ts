/** Whether an operation failed because the disk, or what its owner may use of it, is full: in Node.js or in DuckDB. */
export function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error && /\bENOSPC\b|no space left on device|quota exceeded|file too large/i.test(error.message)
  );
}

/** Returns an error that says which disk is full, for an import that failed. Returns any other error unchanged. */
export function describeDiskFull(error: unknown, database: string): unknown {
  if (!isDiskFull(error)) return error;
  return new Error(
    `The disk of ${database} is full (no space left on device). The database is unchanged. Free some space: an import needs ` +
      'the size of the database once more.',
    { cause: error },
  );
}
