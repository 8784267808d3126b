/**
 * Requests /health of a server every 20 ms until the process receives SIGTERM. Prints a line when it starts, and then all
 * response times in milliseconds.
 *
 *   tsx bench/health-probe.ts http://127.0.0.1:8787
 */
import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const times: number[] = [];
const stopped = new AbortController();
process.once('SIGTERM', () => stopped.abort());
console.log('started');

while (!stopped.signal.aborted) {
  const start = performance.now();
  await new Promise<void>((done, fail) => {
    get(`${process.argv[2]}/health`, { agent }, (response) => response.resume().on('end', done)).on('error', fail);
  });
  times.push(performance.now() - start);
  await pause(20);
}
agent.destroy();
console.log(JSON.stringify(times));
