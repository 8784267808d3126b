import { expect } from 'chai';
import { describe, it } from 'vitest';
import { formatSort, parseSort } from '../../src/model/sort.ts';

describe('sort', () => {
  it('reads column ids in order, a minus for descending', () => {
    expect(parseSort('-clicked, campaignName')).to.deep.equal([
      { column: 'clicked', descending: true },
      { column: 'campaignName', descending: false },
    ]);
  });

  for (const text of ['', '-', 'nothing', 'sent,sent', 'sent,-sent', 'sent,,', '__proto__', 'constructor']) {
    it(`takes ${JSON.stringify(text)} for no sort`, () => {
      expect(parseSort(text)).to.equal(undefined);
    });
  }

  it('writes what it reads', () => {
    const text = '-clickToOpenRate,campaignName,-firstSentAt';
    expect(formatSort(parseSort(text) ?? [])).to.equal(text);
  });
});
