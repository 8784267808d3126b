import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { CsvScanner, maximumRecordBytes } from '../import/csv-record.ts';
import { RecordWriter } from '../import/record-writer.ts';
import { readTolerantly } from '../import/tolerant-csv-reader.ts';

const dialect = { separator: ',', breaksAtCarriageReturn: false };
const format = { ...dialect, columnCount: 2, isOtherType: () => false };

/** Reads a file of two columns. @returns its readable records, and the reasons and sizes of the others */
async function read(content: string): Promise<{ readable: string[]; malformed: string[] }> {
  const directory = await mkdtemp(join(tmpdir(), 'csv-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'a.csv');
  await writeFile(path, content);
  const files = { readable: join(directory, 'readable'), malformed: join(directory, 'malformed') };
  const writer = new RecordWriter(files);
  await readTolerantly('a', path, format, writer).finally(() => writer.close());
  const linesOf = async (file: string): Promise<string[]> => (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  const malformed = (await linesOf(files.malformed)).map(
    (line) => /^"a",(\d+,"[^"]*").*?(?: \((\d+ bytes),|$)/.exec(line)?.slice(1).join(' ') ?? line,
  );
  return { readable: await linesOf(files.readable), malformed };
}

describe('a record of more than 2 MB', () => {
  for (const lineBreak of ['\n', '\r\n']) {
    for (const [size, name] of [
      [maximumRecordBytes + 1, 'a byte'],
      [7 * maximumRecordBytes, 'many chunks'],
      // The line break begins at the end of a chunk of 1 MiB.
      [4 * 2 ** 20 - 'id,text1,'.length - 2 * lineBreak.length + 1, 'chunks'],
    ] as const) {
      it(`is one malformed record if it exceeds the limit by ${name}, before ${JSON.stringify(lineBreak)}`, async () => {
        const long = `1,${'x'.repeat(size - 2)}`;
        const { readable, malformed } = await read(['id,text', long, '2,b', ''].join(lineBreak));
        assert.deepEqual(malformed, ['1,"the record is too long" 2000000 bytes']);
        assert.deepEqual(readable, ['"a",2,2,b']);
      });
    }
  }

  for (const [content, reason] of [
    ['x,'.repeat(2 * maximumRecordBytes), 'the record is too long'],
    [`"${'x'.repeat(4 * maximumRecordBytes)}`, 'the record is too long: a quote is not closed'],
    [`"a"b${'x'.repeat(4 * maximumRecordBytes)}`, 'the record has a broken quote'],
  ] as const) {
    it(`is cut if ${reason}`, async () => {
      const { readable, malformed } = await read(`id,text\n${content}\n2,b\n`);
      assert.deepEqual(malformed, [`1,"${reason}" 2000000 bytes`]);
      assert.deepEqual(readable, ['"a",2,2,b']);
    });
  }

  it('is valid up to the limit', async () => {
    const { readable, malformed } = await read(`id,text\n1,${'x'.repeat(maximumRecordBytes - 2)}\n2,b\n`);
    assert.deepEqual([malformed, readable.length], [[], 2]);
  });

  it('ends in the first buffer that exceeds the limit, so that no more is kept and scanned again', () => {
    for (const start of ['', '"', '"a"b', 'a,']) {
      const buffer = Buffer.from(start + 'x'.repeat(maximumRecordBytes));
      const longer = Buffer.concat([buffer, Buffer.from('x')]);
      const whole = new CsvScanner(longer, dialect, false).readRecord(0);
      assert.deepEqual([whole?.end, whole?.next, whole?.isCut], [maximumRecordBytes, longer.length, true], start);
    }
  });
});
