import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  bindParameters,
  constant,
  literalOf,
  sql,
  writeLiterals,
  type ClickHouseValue,
} from '../store/clickhouse-statement.ts';

describe('a literal of ClickHouse', () => {
  it('has the decimal digits of an integer', () => {
    assert.equal(literalOf(0n), '0');
    assert.equal(literalOf(-1n), '-1');
    assert.equal(literalOf(9_223_372_036_854_775_807n), '9223372036854775807');
    assert.equal(literalOf(-9_223_372_036_854_775_808n), '-9223372036854775808');
  });

  it('has the bytes of a text', () => {
    assert.equal(literalOf(''), "unhex('')");
    assert.equal(literalOf("a'b"), "unhex('612762')");
    assert.equal(literalOf('\0\\\n'), "unhex('005c0a')");
    assert.equal(literalOf('é😀'), "unhex('c3a9f09f9880')");
  });

  it('has only digits between its quotes, for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [, hex] = /^unhex\('([0-9a-f]*)'\)$/.exec(literalOf(text)) ?? [];
        assert.equal(Buffer.from(hex ?? 'none', 'hex').toString(), text);
      }),
    );
  });

  it('refuses every other type', () => {
    const others: unknown[] = [
      1,
      1.5,
      NaN,
      null,
      undefined,
      true,
      new Date(),
      {},
      [],
      [1n],
      Symbol('x'),
      Buffer.from('x'),
    ];
    for (const value of others) assert.throws(() => literalOf(value as ClickHouseValue), TypeError);
  });

  it('refuses integers of more than 64 bits, and half of a surrogate pair', () => {
    assert.throws(() => literalOf(2n ** 63n), RangeError);
    assert.throws(() => literalOf(-(2n ** 63n) - 1n), RangeError);
    assert.throws(() => literalOf('\ud83d'), TypeError);
  });
});

describe('a statement of ClickHouse', () => {
  const inner = sql`generation <= ${7n}`;
  const statement = sql`SELECT ${constant('sent')} FROM cells WHERE ${inner} AND month IN (${[1n, 2n]}) AND name = ${"x'"}`;

  it('has its values as literals for servers without parameters', () => {
    assert.equal(
      writeLiterals(statement),
      "SELECT sent FROM cells WHERE generation <= 7 AND month IN (1, 2) AND name = unhex('7827')",
    );
  });

  it('has its values as parameters for others', () => {
    assert.deepEqual(bindParameters(statement), {
      query:
        'SELECT sent FROM cells WHERE generation <= {p0:Int64} AND month IN ({p1:Int64}, {p2:Int64}) AND name = {p3:String}',
      parameters: { p0: '7', p1: '1', p2: '2', p3: "x'" },
    });
  });

  it('checks values also as parameters', () => {
    assert.throws(() => bindParameters(sql`SELECT ${1 as unknown as bigint}`), TypeError);
    assert.throws(() => bindParameters(sql`SELECT ${2n ** 64n}`), RangeError);
  });
});
