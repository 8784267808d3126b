import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createSocketServer, type AddressInfo, type Server } from 'node:net';

/** The servers that emails try to reach. They are on this machine, but cross-origin to the page. */
export interface Sink {
  /** `127.0.0.2:PORT`, which answers requests. */
  readonly httpHost: string;
  /** `127.0.0.3:PORT`, which counts connections. */
  readonly tcpHost: string;
  /** The names of the attacks that sent a request since {@link forget}. */
  readonly callers: ReadonlySet<string>;
  /** The number of connections since {@link forget}, with or without a request. */
  readonly connections: { readonly toSink: number; readonly toSocket: number };
  forget(): void;
  close(): Promise<void>;
}

export async function openSink(): Promise<Sink> {
  const callers = new Set<string>();
  const connections = { toSink: 0, toSocket: 0 };
  const http = createHttpServer((request, response) => {
    callers.add(/^\/?([\w-]+)/.exec(request.url?.slice(1) ?? '')?.[1] ?? String(request.url));
    response.writeHead(200, { 'cache-control': 'no-store', 'access-control-allow-origin': '*', connection: 'close' });
    response.end();
  });
  http.on('connection', () => (connections.toSink += 1));
  const raw = createSocketServer((socket) => {
    connections.toSocket += 1;
    socket.on('error', () => undefined);
    setTimeout(() => socket.destroy(), 100);
  });
  const listen = async (server: Server, host: string): Promise<string> => {
    server.listen(0, host);
    await once(server, 'listening');
    return `${host}:${(server.address() as AddressInfo).port}`;
  };
  return {
    httpHost: await listen(http, '127.0.0.2'),
    tcpHost: await listen(raw, '127.0.0.3'),
    callers,
    connections,
    forget() {
      callers.clear();
      Object.assign(connections, { toSink: 0, toSocket: 0 });
    },
    async close() {
      http.closeAllConnections();
      await Promise.all([http, raw].map((server) => new Promise((closed) => server.close(closed))));
    },
  };
}
