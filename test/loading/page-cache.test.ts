import { expect } from 'chai';
import fc from 'fast-check';
import { PageCache } from '../../src/loading/page-cache.ts';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { ReportError } from '../../src/endpoint/report-error.ts';
import type { Report } from '../../src/model/report.ts';

const pageSize = 10;
const rowCount = 5000;

/** A page of rows whose ids are their indices. */
function windowAt(page: number, { places = (place: number) => place, rows = rowCount, limit = pageSize } = {}): Report {
  const offset = page * pageSize;
  const length = Math.min(limit, rows - offset);
  return parseReport({
    version: 1,
    ...{ rowCount: rows, offset, limit, sort: 'sent' },
    rows: Array.from({ length }, (_, row) => {
      const id = String(places(offset + row));
      return { campaignId: '1', campaignName: 'One', emailId: id, emailName: `Email ${id}`, sent: 1 };
    }),
  });
}

function errorOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ReportError) return error.message;
    throw error;
  }
  return 'none';
}

const never = () => false;

describe('page cache', () => {
  it('keeps the most recently used pages and those in view', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(499), { minLength: 60, maxLength: 200 }), fc.nat(499), (wanted, inView) => {
        const pages = new PageCache(pageSize);
        pages.insert(windowAt(inView), never);
        for (const page of wanted) {
          if (pages.has(page)) pages.touch(page);
          else pages.insert(windowAt(page), (number) => number === inView);
        }
        const latest = [...new Set(wanted.toReversed())].slice(0, 49);
        expect(pages.rows.pages.size).to.be.at.most(50);
        expect([inView, ...latest].filter((page) => !pages.has(page))).to.deep.equal([]);
      }),
      { numRuns: 20 },
    );
  });

  it('has one loading row until the number of rows is known', () => {
    const pages = new PageCache(pageSize);
    expect(pages.rows.rowCount).to.equal(1);
    pages.insert(windowAt(0, { rows: 0 }), never);
    expect(pages.rows.rowCount).to.equal(0);
  });

  it('splits a longer response into whole pages', () => {
    const pages = new PageCache(pageSize);
    pages.insert(windowAt(0, { limit: 25 }), never);
    expect([...pages.rows.pages.keys()]).to.deep.equal([0, 1]);
    const short = new PageCache(pageSize);
    short.insert(windowAt(0, { limit: 25, rows: 25 }), never);
    expect([...short.rows.pages.keys()]).to.deep.equal([0, 1, 2]);
  });

  it('rejects a row that another cached page contains', () => {
    const pages = new PageCache(pageSize);
    pages.insert(windowAt(0), never);
    const repeated = windowAt(3, { places: (place) => (place === 34 ? 7 : place) });
    expect(errorOf(() => pages.insert(repeated, never))).to.equal(
      'rows[4]: expected a row that is in no other window, got campaign "1", email "7" also at row 7',
    );
    expect(pages.has(3)).to.equal(false);
    for (let page = 10; page < 70; page++) pages.insert(windowAt(page), never);
    expect(errorOf(() => pages.insert(repeated, never))).to.equal('none');
  });

  it('can request pages again', () => {
    const pages = new PageCache(pageSize);
    pages.insert(windowAt(2), never);
    expect(errorOf(() => pages.insert(windowAt(2), never))).to.equal('none');
  });

  it('remembers failed pages until they are cleared or loaded', () => {
    const pages = new PageCache(pageSize);
    pages.insert(windowAt(0), never);
    for (const page of [1, 2]) pages.markFailed(page);
    pages.insert(windowAt(2), never);
    expect([...pages.rows.failed]).to.deep.equal([1]);
    pages.clearFailures();
    expect(pages.rows.failed.size).to.equal(0);
  });
});
