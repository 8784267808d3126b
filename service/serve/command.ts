import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';
import { createServer } from './server.ts';

export const usage = `Usage: npm run service -- serve --database FILE [options]

  --database FILE   database that import has written; later imports are served without a restart
  --port PORT       port to listen on, 0 for any free port (default: 8787)
  --host HOST       address to listen on (default: 127.0.0.1)
  --cors ORIGIN     origin whose pages may read the report and embed emails, such as https://example.com; repeatable
  --window ROWS     send only the first window of reports that have more rows`;

/** Serves reports until the process receives SIGINT or SIGTERM. */
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
  const port = parseInteger('--port', values.port, 0, 65535);
  const app = await createServer({
    database: resolve(workingDirectory, values.database),
    windowSize: values.window === undefined ? undefined : parseInteger('--window', values.window, 1, 1e9),
    cors: values.cors?.map(parseOrigin),
  });
  try {
    await app.listen({ port, host: values.host });
  } catch (error) {
    await app.close();
    throw error;
  }
  const address = app.server.address();
  const listeningPort = typeof address === 'object' && address ? address.port : port;
  console.log(`Listening on http://${values.host.includes(':') ? `[${values.host}]` : values.host}:${listeningPort}`);
  await stopSignal();
  await app.close();
  return 0;
}

function parseInteger(option: string, text: string, minimum: number, maximum: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= minimum && value <= maximum) return value;
  throw new UsageError(`${option} must be an integer from ${minimum} to ${maximum}, not ${JSON.stringify(text)}.`);
}

function parseOrigin(text: string): string {
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
