import { expect } from 'chai';
import { describe, it } from 'vitest';
import { formatSort, parseSort } from '../../src/model/sort.ts';

describe('sort', () => {
  it('parses column ids in order, with a minus for descending', () => {
    expect(parseSort('-clicked, campaignName')).to.deep.equal([
      { column: 'clicked', descending: true },
      { column: 'campaignName', descending: false },
    ]);
  });

  for (const text of ['', '-', 'nothing', 'sent,sent', 'sent,-sent', 'sent,,', '__proto__', 'constructor']) {
    it(`rejects ${JSON.stringify(text)}`, () => {
      expect(parseSort(text)).to.equal(undefined);
    });
  }

  it('formats parsed sort keys as the same text', () => {
    const text = '-clickToOpenRate,campaignName,-firstSentAt';
    expect(formatSort(parseSort(text) ?? [])).to.equal(text);
  });
});
