import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { findJsonMistake } from '../../src/endpoint/json-mistake.ts';

const mistakes: [text: string, line: number, column: number, expected: string, got: string][] = [
  ['', 1, 1, 'a value', 'the end of the text'],
  ['{"rows": [1, 2}', 1, 15, '"," or "]"', '"}"'],
  ['{"version": 1,\n  "rows": [],\n}', 3, 1, 'a name in double quotes', '"}"'],
  ['{"rows": [{"sent": NaN}]}', 1, 20, 'a value', '"NaN}]}"'],
  ['{"rows": [{"sent": 01}]}', 1, 20, 'a value', '"01}]}"'],
  ["{'version': 1}", 1, 2, 'a name in double quotes or "}"', '"\'version\': 1}"'],
  ['{"version" 1}', 1, 12, '":"', '"1}"'],
  ['{"version": 1\n"rows": []}', 2, 1, '"," or "}"', '"\\"rows\\": []}"'],
  ['[1, 2', 1, 6, '"," or "]"', 'the end of the text'],
  ['{} {}', 1, 4, 'nothing after the value', '"{}"'],
  ['[1, ]', 1, 5, 'a value', '"]"'],
  ['["a\nb"]', 1, 4, 'the rest of the string, with \\n for a line break and \\\\ for a backslash', '""'],
  [
    '["C:\\temp\\x"]',
    1,
    10,
    'the rest of the string, with \\n for a line break and \\\\ for a backslash',
    '"\\\\x\\"]"',
  ],
];

describe('findJsonMistake', () => {
  for (const [text, line, column, expected, got] of mistakes) {
    it(`finds line ${line}, column ${column} in ${JSON.stringify(text)}`, () => {
      expect(findJsonMistake(text)).to.deep.equal({ line, column, expected, got });
    });
  }

  it('finds no mistake in JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
        expect(findJsonMistake(JSON.stringify(JSON.parse(text), null, indent))).to.equal(undefined);
      }),
    );
  });

  it('finds a mistake in everything that engines refuse', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '\\', '1', 'x', '\n'), (text, at, added) => {
        const broken = text.slice(0, at % text.length) + added + text.slice((at % text.length) + 1);
        let isJson = true;
        try {
          JSON.parse(broken);
        } catch {
          isJson = false;
        }
        expect(findJsonMistake(broken) === undefined, broken).to.equal(isJson);
      }),
    );
  });

  it('reads long strings and deep values', () => {
    const deep = `${'['.repeat(100_000)}"${'x\\n'.repeat(1_000_000)}"${']'.repeat(100_000)}`;
    expect(findJsonMistake(deep)).to.equal(undefined);
  });
});
