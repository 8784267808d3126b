import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, it, onTestFinished } from 'vitest';
import { reportFiles } from './support/report-extract.ts';
import { importInto, makeFolder, startService } from './support/server.ts';

/** Sends a process a second SIGTERM as soon as it has handled the first. `isLate` waits until it ends the process. */
function secondSignal(isLate: boolean): Record<string, string> {
  const script = `
    process.once('SIGTERM', () => {
      const timer = setInterval(() => {
        if (${isLate} && process.listenerCount('SIGTERM') > 0) return;
        clearInterval(timer);
        process.kill(process.pid, 'SIGTERM');
      }, 1);
    });`;
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(script)}` };
}

let folder: Awaited<ReturnType<typeof makeFolder>>;

beforeEach(async () => void (folder = await makeFolder()));
afterEach(() => folder.remove());

/** Starts sync with a server that accepts connections and never answers, and waits for the first request. */
async function startWaitingSync(environment: Record<string, string>): Promise<ReturnType<typeof startService>> {
  const silent = createServer();
  await new Promise<void>((done) => void silent.listen(0, '127.0.0.1', done));
  onTestFinished(() => void silent.close());
  const origin = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const credentials = { MARKETO_CLIENT_ID: 'the-id', MARKETO_CLIENT_SECRET: 'the-secret' };
  const args = ['sync', '--database', `${folder.path}/report.duckdb`, '--instance', origin];
  const service = startService(args, { ...credentials, ...environment });
  const [socket] = (await once(silent, 'connection')) as [Socket];
  onTestFinished(() => void socket.destroy());
  return service;
}

describe('two SIGTERMs', () => {
  it('in quick succession stop sync, which says where it continues', async () => {
    const { child, finished } = await startWaitingSync(secondSignal(false));
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await finished;
    assert.equal(code, 5, stderr);
    assert.match(stderr, /^Stopped\. /m);
    assert.match(stdout, /"outcome":"stopped"/);
  });

  it('in quick succession stop serve, which ends its log', async () => {
    const database = await importInto(folder.path, reportFiles);
    const { child, finished } = startService(['serve', '--database', database, '--port', '0'], secondSignal(false));
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const { code, stderr } = await finished;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /"event":"stop"/);
  });

  it('end the process immediately if the second one comes later', async () => {
    const database = await importInto(folder.path, reportFiles);
    const args = ['serve', '--database', database, '--port', '0', '--stop-delay', '600'];
    const { child, finished } = startService(args, secondSignal(true));
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    await finished;
    assert.equal(child.signalCode, 'SIGTERM');
  });
});
