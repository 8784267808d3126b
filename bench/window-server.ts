/**
 * Serves reports for another benchmark, which starts this process with an IPC channel. Sends its address, and answers each message with its
 * CPU time so far, in milliseconds.
 *
 *   tsx bench/window-server.ts DATABASE [DIRECTORY]
 *
 * DIRECTORY has another build. The default is this one.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { createServer } from '../service/serve/server.ts';

const [database = '', directory = '.'] = process.argv.slice(2);
const path = pathToFileURL(resolve(directory, 'service/serve/server.ts')).href;
const build = (await import(path)) as { createServer: typeof createServer };
// Kept responses would be measured without their queries.
const server = await build.createServer({ database, limits: { cacheSize: 0, queryTimeout: 600_000 } });
process.send?.(await server.listen({ host: '127.0.0.1', port: 0 }));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1000);
});
process.once('disconnect', () => void server.close());
