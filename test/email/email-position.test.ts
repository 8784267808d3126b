import { expect } from 'chai';
import { positionAt } from '../../src/email/email-position.ts';

/** A grouped table with campaigns (`c`) and emails (`e`). */
const grouped = (lines: string) => ({
  isGrouped: true,
  lineCount: lines.length,
  isEmailAt: (index: number) => lines[index] === 'e',
});

describe('the position of an email', () => {
  it('counts the emails of a grouped table, not its campaigns', () => {
    expect(positionAt(grouped('ceececee'), 2)).to.deep.equal({ number: 2, count: 5 });
    expect(positionAt(grouped('ceececee'), 7)).to.deep.equal({ number: 5, count: 5 });
    expect(positionAt(grouped('eec'), 0)).to.deep.equal({ number: 1, count: 2 });
  });

  it('is the index in a table without campaigns, also in a window', () => {
    expect(positionAt({ isGrouped: false, lineCount: 200_000 }, 145_999)).to.deep.equal({
      number: 146_000,
      count: 200_000,
    });
  });

  it('is unknown in a window with campaigns, whose emails load later', () => {
    expect(positionAt({ isGrouped: true, lineCount: 10 }, 3)).to.equal(undefined);
  });

  it('is unknown for an email that the table does not show', () => {
    expect(positionAt(grouped('ce'), NaN)).to.equal(undefined);
    expect(positionAt(grouped('ce'), 2)).to.equal(undefined);
    expect(positionAt({ isGrouped: false, lineCount: 0 }, 0)).to.equal(undefined);
  });
});
