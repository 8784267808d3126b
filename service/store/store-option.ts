import { UsageError } from '../usage-error.ts';
import { connectNode, type ClickHouseNode } from './clickhouse-node.ts';

/** Describes the option for `--help`. */
export const storeUsage = 'clickhouse:URL[,URL…]: servers that have the records; default: the database has them';

/** The most servers: each shard has a thousandth of the people at least. */
const maxServers = 1000;

/**
 * Parses the value of `--store`, such as `clickhouse:http://a.example:8123/report,http://b.example:8123/report`.
 * @returns the addresses of the servers, in the order of their numbers; `undefined` without the option
 * @throws UsageError
 */
export function parseStore(text: string | undefined): readonly URL[] | undefined {
  if (text === undefined) return undefined;
  const [, list = ''] = /^clickhouse:(.+)$/.exec(text) ?? [];
  const urls = list.split(',').map((each) => (URL.canParse(each) ? new URL(each) : undefined));
  const valid = urls.filter((url) => url !== undefined).filter(({ protocol }) => /^https?:$/.test(protocol));
  // The text may have passwords, so no message quotes it.
  if (valid.length < urls.length || valid.length > maxServers) {
    throw new UsageError(
      '--store must be clickhouse: and the URLs of servers, such as clickhouse:http://127.0.0.1:8123/report.',
    );
  }
  // Parameters may have passwords, which no message shows, and settings that the statements do not expect.
  if (/[?#]/.test(list)) {
    throw new UsageError(
      '--store must not have parameters (?…) or fragments (#…) in its URLs. Name a user as in http://user:password@host.',
    );
  }
  if (new Set(valid.map(({ host, pathname }) => host + pathname)).size < valid.length) {
    throw new UsageError('--store names a server twice. Each has its own part of the data.');
  }
  return valid;
}

/** Opens the servers of an option. Their addresses are not checked yet. */
export async function connectStore(urls: readonly URL[]): Promise<readonly ClickHouseNode[]> {
  return Promise.all(urls.map(connectNode));
}

/**
 * Opens the servers of an option for some work, and closes their connections when it has ended.
 * @param urls `undefined` if the database has its records
 */
export async function withStore<Result>(
  urls: readonly URL[] | undefined,
  work: (nodes: readonly ClickHouseNode[]) => Promise<Result>,
): Promise<Result> {
  const nodes = await connectStore(urls ?? []);
  try {
    return await work(nodes);
  } finally {
    await Promise.all(nodes.map((node) => node.close()));
  }
}
