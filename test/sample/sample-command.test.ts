import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { describe, it } from 'vitest';
import { parseSampleArguments } from '../../tools/sample/arguments.ts';

describe('the sample command', () => {
  const invalid: readonly [string, string[], RegExp][] = [
    ['a missing number of activities', ['--seed', 's', '--out', 'x'], /--activities/],
    ['a fractional number of activities', ['--activities', '1.5', '--seed', 's', '--out', 'x'], /--activities/],
    ['a missing seed', ['--activities', '10', '--out', 'x'], /--seed/],
    ['a missing directory', ['--activities', '10', '--seed', 's'], /--out/],
    ['an invalid date', ['--activities', '10', '--seed', 's', '--out', 'x', '--until', '2026-02-30'], /2026-02-30/],
    ['an unknown option', ['--activity', '10'], /--activity/],
  ];
  for (const [problem, args, message] of invalid) {
    it(`rejects ${problem}`, () => {
      assert.throws(() => parseSampleArguments(args, tmpdir()), message);
    });
  }
});
