import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { ReportStream } from '../../src/endpoint/report-stream.ts';

const far = 900_000;
const lineOf = (id: number) => `{"campaignId":1,"campaignName":"One","emailId":${id},"emailName":"","sent":1}\n`;

/** A report of a million rows whose first 900,000 have arrived. */
function longStream(): ReportStream {
  const stream = new ReportStream();
  stream.push('{"version":1,"rowCount":1000000}\n');
  for (let row = 0; row < far; row += 1000) {
    stream.push(Array.from({ length: 1000 }, (_, index) => lineOf(row + index)).join(''));
  }
  return stream;
}

describe('report stream', () => {
  it('names the first duplicate of a row after 900,000 rows and keeps those', () => {
    const stream = longStream();
    assert.throws(() => stream.push(lineOf(7)), {
      message: `rows[${far}] (line ${far + 2}): expected a combination of campaignId and emailId that no other row has, got campaign "1" with email "7", as in rows[7]`,
    });
    assert.equal(stream.snapshot().length, far);
  });
});
