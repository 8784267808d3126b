import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';
import { createServer } from './server.ts';

export const usage = `Usage: npm run service -- serve --database FILE [options]

  --database FILE  the database that import writes; a later import is served at once
  --port 8787      the port to listen on; 0 for any that is free
  --host 127.0.0.1 the address to listen on
  --cors ORIGIN    an origin whose pages may read the report and frame its emails, such as https://example.com;
                   may be repeated
  --window ROWS    answer a report of more rows than this as its first window`;

/** Serves until SIGINT or SIGTERM. */
export async function run(args: string[], workingDirectory: string): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      database: { type: 'string' },
      port: { type: 'string', default: '8787' },
      host: { type: 'string', default: '127.0.0.1' },
      cors: { type: 'string', multiple: true },
      window: { type: 'string' },
    },
  });
  if (values.database === undefined) throw new UsageError('--database FILE is missing.');
  const port = readInteger('--port', values.port, 0, 65535);
  const app = await createServer({
    database: resolve(workingDirectory, values.database),
    window: values.window === undefined ? undefined : readInteger('--window', values.window, 1, 1e9),
    cors: values.cors?.map(readOrigin),
  });
  try {
    await app.listen({ port, host: values.host });
  } catch (error) {
    await app.close();
    throw error;
  }
  const address = app.server.address();
  const listening = typeof address === 'object' && address ? address.port : port;
  console.log(`listening on http://${values.host.includes(':') ? `[${values.host}]` : values.host}:${listening}`);
  await stopSignal();
  await app.close();
  return 0;
}

function readInteger(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${option} must be an integer from ${least} to ${most}, not ${JSON.stringify(text)}.`);
}

function readOrigin(text: string): string {
  if (text === '*') return text;
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin !== 'null' && [origin, `${origin}/`].includes(text.toLowerCase())) return origin;
  throw new UsageError(`--cors must be an origin, such as https://example.com, not ${JSON.stringify(text)}.`);
}

function stopSignal(): Promise<void> {
  return new Promise((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
}
