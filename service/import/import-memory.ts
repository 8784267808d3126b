import { UsageError } from '../usage-error.ts';

const option = '--import-memory';
const variable = 'IMPORT_MEMORY';

/** Describes the option for `--help`. */
export const importMemoryUsage = `memory for imports (default: 1500; environment: ${variable})`;

/**
 * Reads how much memory DuckDB may use for an import, from the command line or else from the environment.
 * @param text megabytes, as given on the command line
 * @returns bytes; `undefined` for the default
 */
export function parseImportMemory(
  text: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): number | undefined {
  const given = text ?? (environment[variable] || undefined);
  if (given === undefined) return undefined;
  const megabytes = /^\d{1,7}$/.test(given) ? Number(given) : NaN;
  if (megabytes >= 100) return megabytes * 1e6;
  const name = text === undefined ? variable : option;
  throw new UsageError(`${name} must be a number of megabytes of at least 100, not ${JSON.stringify(given)}.`);
}

export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Out of Memory');
}

/** Returns an error that says how to give an import more memory. Returns any other error unchanged. */
export function describeOutOfMemory(error: unknown): unknown {
  if (!isOutOfMemory(error)) return error;
  return new Error(`The import needs more memory. Set more with ${option} or ${variable}. The database is unchanged.`, {
    cause: error,
  });
}
