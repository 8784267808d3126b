import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectNode, type ClickHouseNode } from '../../store/clickhouse-node.ts';
import { constant } from '../../store/clickhouse-statement.ts';

/** Where `apt install clickhouse-server` puts the server, which may not be in the path. */
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];

/** The program of the server; `undefined` if it is not installed. */
export const serverProgram = folders
  .map((folder) => join(folder, 'clickhouse-server'))
  .find((path) => existsSync(path));

/** A server that a test has started. */
export interface TestServer {
  readonly url: string;
  /** The id of the process. */
  readonly pid: () => number | undefined;
  /** Ends the process as a power failure would. */
  kill(): Promise<void>;
  /** Starts it again, with its data, unless it runs. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts a server on 127.0.0.1. */
export async function startServerProcess(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'clickhouse-test-'));
  const [httpPort, tcpPort, otherPort] = await freePorts(3);
  for (const name of ['data', 'tmp']) mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, 'config.xml'),
    `<yandex>
      <logger><level>none</level></logger>
      <http_port>${httpPort}</http_port><tcp_port>${tcpPort}</tcp_port>
      <interserver_http_port>${otherPort}</interserver_http_port>
      <listen_host>127.0.0.1</listen_host>
      <path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path>
      <users_config>users.xml</users_config><default_profile>default</default_profile>
      <default_database>default</default_database><timezone>Asia/Tokyo</timezone>
      <mark_cache_size>100000000</mark_cache_size>
    </yandex>`,
  );
  writeFileSync(
    join(folder, 'users.xml'),
    `<yandex>
      <profiles><default></default></profiles>
      <users><default>
        <password>secret</password><networks><ip>127.0.0.1</ip></networks>
        <profile>default</profile><quota>default</quota>
      </default></users>
      <quotas><default></default></quotas>
    </yandex>`,
  );
  const url = `http://default:secret@127.0.0.1:${httpPort}`;
  let child: ChildProcess | undefined;
  const isRunning = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null;
  const start = async (): Promise<void> => {
    if (isRunning()) return;
    child = spawn(serverProgram ?? '', [`--config-file=${folder}/config.xml`], { cwd: folder, stdio: 'ignore' });
    // A server that is starting refuses connections.
    while (!(await responds(httpPort))) {
      if (child.exitCode !== null) throw new Error(`The server has ended with ${child.exitCode}.`);
      await wait(50);
    }
  };
  const kill = async (): Promise<void> => {
    if (!child || !isRunning()) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  await start();
  const remove = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, pid: () => child?.pid, kill, start, remove };
}

async function responds(port = 0): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/ping`).catch(() => undefined);
  return response?.ok === true;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  const ports = await Promise.all(
    servers.map(async (server) => {
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    }),
  );
  for (const server of servers) server.close();
  return ports;
}

/** Creates an empty database on each server. @returns their URLs */
export async function createDatabases(servers: readonly { readonly url: string }[], name: string): Promise<string[]> {
  return Promise.all(
    servers.map(async ({ url }) => {
      const node = await connectNode(new URL(url));
      await node.run(constant(`CREATE DATABASE ${name}`));
      await node.close();
      return `${url}/${name}`;
    }),
  );
}

export function connectAll(urls: readonly string[]): Promise<ClickHouseNode[]> {
  return Promise.all(urls.map((url) => connectNode(new URL(url))));
}
