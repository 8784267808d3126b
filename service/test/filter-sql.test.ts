import assert from 'node:assert/strict';
import { DuckDBInstance, DuckDBTimestampValue, listValue, type DuckDBValue } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { literalOrParameter } from '../serve/filter-sql.ts';

/** Returns the SQL of a value, and whether it is a parameter. */
function sqlOf(value: DuckDBValue): [sql: string, isParameter: boolean] {
  const values: Record<string, DuckDBValue> = {};
  const sql = literalOrParameter(value, 'name', values);
  return [sql, 'name' in values];
}

describe('a value in SQL', () => {
  it('is a parameter if it would need escaping', () => {
    for (const text of [
      `O'Brien`,
      `'; DROP TABLE records; --`,
      'a\\',
      '$name',
      'a\0b',
      'a\nb',
      '"',
      '\ud800',
      'x'.repeat(201),
    ]) {
      assert.deepEqual(sqlOf(text), ['$name', true], JSON.stringify(text));
      assert.deepEqual(sqlOf(listValue(['plain', text])), ['$name', true]);
    }
    for (const number of [0.1, 1e300, NaN, Infinity]) assert.deepEqual(sqlOf(number), ['$name', true]);
    assert.deepEqual(sqlOf(listValue(Array.from({ length: 21 }, () => '1'))), ['$name', true]);
  });

  it('is a literal otherwise', () => {
    assert.deepEqual(sqlOf('1007'), [`'1007'`, false]);
    assert.deepEqual(sqlOf(listValue(['/EMEA/2026', 'Été 2'])), [`['/EMEA/2026', 'Été 2']`, false]);
    assert.deepEqual(sqlOf(listValue([])), ['[]', false]);
    assert.deepEqual(sqlOf(-5), ['-5', false]);
    assert.deepEqual(sqlOf(null), ['NULL', false]);
    assert.deepEqual(sqlOf(new DuckDBTimestampValue(-1n)), ['make_timestamp(-1)', false]);
  });

  it('has the same value as its parameter', async () => {
    const characters = ['a', 'Z', '0', '9', 'é', '中', ' ', '.', '/', '_', '-', `'`, '"', '\\', '$', ';', '%', '\0'];
    const connection = await (await DuckDBInstance.create()).connect();
    const texts = fc.string({ unit: fc.constantFrom(...characters) });
    const check = async (value: string | number, type: string): Promise<void> => {
      const [sql] = sqlOf(value);
      const result = await connection.runAndReadAll(`SELECT (${sql})::${type} = ($value)::${type}, $name::VARCHAR`, {
        value,
        name: String(value),
      });
      assert.equal(result.getRows()[0]?.[0], true, String(value));
    };
    await fc.assert(
      fc.asyncProperty(texts, fc.maxSafeInteger(), async (text, number) => {
        await check(text, 'VARCHAR');
        await check(number, 'DOUBLE');
      }),
      { numRuns: 50, seed: 20261130 },
    );
    connection.closeSync();
  });
});
