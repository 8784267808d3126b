import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { dropPartitions, removeFailedImport } from '../store/clickhouse-generation.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { writeLiterals } from '../store/clickhouse-statement.ts';

/**
 * A server with its own answers.
 * @param running how many statements run at each check
 * @param filled the tables that have rows of generation 7
 */
function server(running: () => number, filled: readonly string[]): { node: ClickHouseNode; statements: string[] } {
  const statements: string[] = [];
  const node: Partial<ClickHouseNode> = {
    name: 'http://a.example/report',
    read: (statement) =>
      Promise.resolve(
        writeLiterals(statement).includes('system.processes') ? [[running()]] : filled.map((table) => [table, '7']),
      ),
    run: (statement) => {
      statements.push(writeLiterals(statement).replace(/unhex\('\w+'\)/, '…'));
      return Promise.resolve();
    },
  };
  return { node: node as ClickHouseNode, statements };
}

describe('the rows of a generation', () => {
  it('are removed only from tables that have some', async () => {
    const { node, statements } = server(() => 0, ['activities', 'shard']);
    await dropPartitions(node, ['incoming', 'activities', 'cells'], 7n);
    assert.deepEqual(statements, ['ALTER TABLE activities DROP PARTITION 7']);
  });
});

describe('the statements of a failed import', () => {
  it('are ended before its rows are removed', async () => {
    let checks = 0;
    const { node, statements } = server(() => 3 - (checks += 1), ['cells']);
    await removeFailedImport(node, 'store', 2n, 0);
    const kill = 'KILL QUERY WHERE query_id LIKE … ASYNC';
    assert.deepEqual(statements, [kill, kill, 'ALTER TABLE cells DROP PARTITION 7']);
  });

  it('fail the next one if they do not end', async () => {
    const { node, statements } = server(() => 1, ['cells']);
    await assert.rejects(
      removeFailedImport(node, 'store', 2n, 0),
      /^Error: The server http:\/\/a.example\/report still runs statements of a failed import\. Restart it, then import again\.$/,
    );
    assert.equal(statements.length, 600);
  });
});
