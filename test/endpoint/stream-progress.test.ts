import { expect } from 'chai';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { ReportStream } from '../../src/endpoint/report-stream.ts';
import { StreamProgress } from '../../src/endpoint/stream-progress.ts';

const lines = (first: number, count: number) =>
  Array.from({ length: count }, (_, place) => {
    const id = String(first + place);
    return `${JSON.stringify({ campaignId: id, campaignName: id, emailId: id, emailName: id, sent: 1 })}\n`;
  }).join('');

describe('stream progress', () => {
  let stream: ReportStream;
  let received: number[];
  let progress: StreamProgress;

  beforeEach(() => {
    vi.useFakeTimers();
    stream = new ReportStream();
    stream.push('{"version":1}\n');
    received = [];
    progress = new StreamProgress(stream, (report) => received.push(report.received));
  });

  afterEach(() => {
    progress.end();
    vi.useRealTimers();
  });

  const read = (first: number, count: number): boolean => {
    stream.push(lines(first, count));
    return progress.update();
  };

  it('waits 100 ms for more rows before it reports the first ones', () => {
    expect(progress.update()).to.equal(false);
    expect(read(0, 10)).to.equal(false);
    vi.advanceTimersByTime(99);
    expect(received).to.deep.equal([]);
    vi.advanceTimersByTime(1);
    expect(received).to.deep.equal([10]);
  });

  it('reports more than 1,000 rows immediately', () => {
    expect(read(0, 1000)).to.equal(false);
    expect(read(1000, 1)).to.equal(true);
    expect(received).to.deep.equal([1001]);
  });

  it('reports at most every 250 ms, and the last rows of a stream that stalls', () => {
    read(0, 1001);
    for (let step = 0; step < 5; step++) {
      vi.advanceTimersByTime(60);
      expect(read(2000 + 10 * step, 10)).to.equal(false);
    }
    vi.advanceTimersByTime(1000);
    expect(received).to.deep.equal([1001, 1041, 1051]);
  });

  it('reports nothing after the end', () => {
    read(0, 10);
    progress.end();
    vi.advanceTimersByTime(1000);
    expect(received).to.deep.equal([]);
  });
});
