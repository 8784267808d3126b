import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isAllowedHost } from './host-names.ts';
import type { Metrics } from './metrics.ts';

/** A server of metrics that listens. */
export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves `GET /metrics` on a separate address, so that a proxy that passes requests of readers to the report never passes
 * them to the metrics.
 * @throws if it cannot listen there
 */
export async function startMetricsServer(
  metrics: Metrics,
  { host, port }: { host: string; port: number },
  logError: (error: unknown) => void,
): Promise<MetricsServer> {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('x-content-type-options', 'nosniff').setHeader('cache-control', 'no-store');
    const isMetrics = request.url?.split('?')[0] === '/metrics';
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isAllowedHost(request.headers.host, server, undefined)) response.writeHead(421).end();
    else if (!isMetrics) response.writeHead(404).end();
    else if (!isRead) response.writeHead(405, { allow: 'GET, HEAD' }).end();
    else response.setHeader('content-type', metrics.contentType).end(await metrics.text());
  };
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      logError(error);
      response.writeHead(500).end();
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
