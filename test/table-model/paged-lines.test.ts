import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { PagedLines, type PagedRows } from '../../src/table-model/paged-lines.ts';

const list = (rowCount: number): PagedRows => ({ rowCount, pageSize: 10, pages: new Map(), failed: new Set() });

/** A number of campaigns, and the numbers of emails of the expanded ones by index. */
const anyCampaigns = fc.nat(50).chain((rowCount) =>
  fc.record({
    rowCount: fc.constant(rowCount),
    opened: fc.uniqueArray(fc.record({ row: fc.nat(Math.max(0, rowCount - 1)), emails: fc.nat(30) }), {
      selector: ({ row }) => row,
      maxLength: rowCount === 0 ? 0 : 8,
    }),
  }),
);

/** The same lines in a list. */
function written(rowCount: number, opened: readonly { row: number; emails: number }[]): string[] {
  return Array.from({ length: rowCount }, (_, row) => {
    const emails = opened.find((campaign) => campaign.row === row)?.emails ?? 0;
    return [`campaign ${row}`, ...Array.from({ length: emails }, (_email, email) => `email ${row}.${email}`)];
  }).flat();
}

describe('paged lines', () => {
  it('are the campaigns and the emails of expanded campaigns', () => {
    fc.assert(
      fc.property(anyCampaigns, fc.nat(60), fc.nat(40), ({ rowCount, opened }, first, length) => {
        const campaigns = list(rowCount);
        const lists = opened.map(({ row, emails }) => ({ campaignId: String(row), row, emails: list(emails) }));
        const lines = new PagedLines(campaigns, lists);
        const expected = written(rowCount, opened);
        const nameOf = (rows: PagedRows, row: number) => {
          const campaign = lists.find(({ emails }) => emails === rows);
          return campaign ? `email ${campaign.campaignId}.${row}` : `campaign ${row}`;
        };
        const read = Array.from({ length: lines.lineCount }, (_, line) => {
          const place = lines.at(line);
          return place && nameOf(place.rows, place.row);
        });
        expect(read).to.deep.equal(expected);
        expect([lines.at(-1), lines.at(lines.lineCount)]).to.deep.equal([undefined, undefined]);
        const ranges = lines.rangesIn(first - 5, first + length);
        const named = ranges.flatMap((range) =>
          Array.from({ length: range.end - range.first }, (_, row) => nameOf(range.rows, range.first + row)),
        );
        expect(named).to.deep.equal(expected.slice(Math.max(0, first - 5), first + length));
      }),
    );
  });
});
