import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

const script = `
  import { DuckDBInstance } from '@duckdb/node-api';
  const [path, access_mode] = process.argv.slice(1);
  const instance = await DuckDBInstance.create(path, { access_mode });
  process.stdout.write('open');
  process.stdin.resume();
`;

/**
 * Opens a database file in another process, whose lock on it ends at the latest with the test.
 * @returns a function that ends the process
 */
export async function holdDatabase(
  path: string,
  accessMode: 'READ_WRITE' | 'READ_ONLY' = 'READ_WRITE',
): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, path, accessMode], {
    // The package is found from here.
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const release = async (): Promise<void> => {
    child.kill('SIGKILL');
    await closed;
  };
  onTestFinished(release);
  await Promise.race([
    once(child.stdout, 'data'),
    closed.then(() => Promise.reject(new Error(`${path} could not be opened.`))),
  ]);
  return release;
}
