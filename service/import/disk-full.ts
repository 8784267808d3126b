/** Other quotas are those of Marketo and of mailboxes. Other files that are too large are those of emails. */
const diskFull =
  /\b(?:ENOSPC|EDQUOT|EFBIG)\b|no space left on device|disk quota exceeded|could not write file .*file too large/is;

/** Whether an operation failed because the disk, or the part that its owner may use, is full: in Node.js or in DuckDB. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && diskFull.test(error.message);
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
