import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { readJsonValues, type JsonLine } from '../import/json-values.ts';
import { makeFolder } from './support/server.ts';

const limit = 40;

async function valuesOf(text: string): Promise<JsonLine[]> {
  const folder = await makeFolder();
  onTestFinished(folder.remove);
  const path = join(folder.path, 'a.json');
  await writeFile(path, text);
  const values: JsonLine[] = [];
  for await (const value of readJsonValues('a.json', path, limit)) values.push(value);
  return values;
}

describe('a JSON file', () => {
  const items = Array.from({ length: 10 }, (_, id) => ({ id }));

  it('has one value per line, in any number', async () => {
    const lines = items.map((item) => JSON.stringify(item)).join('\n');
    assert.deepEqual(
      await valuesOf(lines),
      items.map((value) => ({ value })),
    );
  });

  for (const [title, text] of [
    ['one line', JSON.stringify(items)],
    ['several lines', JSON.stringify(items, null, 1)],
  ] as const)
    it(`is refused if one value is too large to be read as a whole, on ${title}`, async () => {
      await assert.rejects(
        valuesOf(text),
        /a\.json has a JSON value of more than 0\.00004 MB\. Write its items one per line/,
      );
    });
});
