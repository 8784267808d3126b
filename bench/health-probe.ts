/** A worker that requests /health of a server every 20 ms until it receives a message, and then reports all response times. */
import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const times: number[] = [];
const stopped = new AbortController();
parentPort?.once('message', () => stopped.abort());

while (!stopped.signal.aborted) {
  const start = performance.now();
  await new Promise<void>((done, fail) => {
    get(`${workerData as string}/health`, { agent }, (response) => response.resume().on('end', done)).on('error', fail);
  });
  times.push(performance.now() - start);
  await pause(20);
}
agent.destroy();
parentPort?.postMessage(times);
