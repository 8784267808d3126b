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

  for (const text of [
    '',
    '-',
    'nothing',
    'sent,sent',
    'sent,-sent',
    'sent,,',
    '__proto__',
    'constructor',
    'sent.low',
    '.low',
    'openedRate.high',
    'openedRate.low,-openedRate.low',
  ]) {
    it(`rejects ${JSON.stringify(text)}`, () => {
      expect(parseSort(text)).to.equal(undefined);
    });
  }

  it('parses the lower bounds of rates', () => {
    const [key] = parseSort('-openedRate.low') ?? [];
    expect(key).to.deep.equal({ column: 'openedRate', descending: true, isLow: true });
  });

  it('formats parsed sort keys as the same text', () => {
    const text = '-clickToOpenRate,campaignName,-firstSentAt,-openedRate.low';
    expect(formatSort(parseSort(text) ?? [])).to.equal(text);
  });
});
