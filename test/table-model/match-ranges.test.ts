import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { foldText } from '../../src/table-model/diacritic-folding.ts';
import { findMatchRanges } from '../../src/table-model/match-ranges.ts';
import { searchedNames } from '../support/search-cases.ts';

/** The text with brackets around each match. */
function marked(text: string, search: string): string {
  const ranges = findMatchRanges(text, foldText(search.trim()));
  return ranges.reduceRight(
    (rest, { start, end }) => `${rest.slice(0, start)}[${rest.slice(start, end)}]${rest.slice(end)}`,
    text,
  );
}

describe('ranges of matches', () => {
  it.each([
    ['Spring launch', 'SPRING', '[Spring] launch'],
    ['Straße Angebot', 'strasse', '[Straße] Angebot'],
    ['Straße Angebot', 'ss', 'Stra[ß]e Angebot'],
    ['Straße', 'se', 'Stra[ße]'],
    ['STRASSE', 'straße', '[STRASSE]'],
    ['Œuvre d’art', 'oeuvre d', '[Œuvre d]’art'],
    ['Œuvre', 'euv', '[Œuv]re'],
    ['İSTANBUL Fırsat', 'istanbul f', '[İSTANBUL F]ırsat'],
    ['Łódź promo', 'lodz', '[Łódź] promo'],
    ['ΟΔΟΣ', 'οδος', '[ΟΔΟΣ]'],
    ['Ὀδυσσεύς', 'ευς', 'Ὀδυσσ[εύς]'],
    ['ﬁnance tips', 'nan', 'ﬁ[nan]ce tips'],
    ['ﬁnance', 'i', '[ﬁ]nance'],
    ['ＦＵＬＬ width', 'full', '[ＦＵＬＬ] width'],
    ['cafe\u0301 NFD', 'café', '[cafe\u0301] NFD'],
    ['cafe\u0301s', 's', 'cafe\u0301[s]'],
    ['WBN.01a -  Invite 1', '- invite', 'WBN.01a [-  Invite] 1'],
    ['co\u00adoperate', 'coop', '[co\u00adop]erate'],
    ['zero\u200bwidth', 'width', 'zero\u200b[width]'],
    ['ガイド', 'かい', '[ガイ]ド'],
    ['한국어', '한국', '[한국]어'],
    ['😀 sale 😀', '😀', '[😀] sale [😀]'],
    ['😀 sale', 'sale', '😀 [sale]'],
    ['anana', 'ana', '[ana]na'],
    ['ßß', 's', '[ß][ß]'],
    ['Spring', 'autumn', 'Spring'],
    ['Spring', '', 'Spring'],
  ])('of %j, searched for %j, are %j', (text, search, expected) => {
    assert.equal(marked(text, search), expected);
  });

  it('are in every name that the search finds', () => {
    for (const search of searchedNames) {
      for (const name of searchedNames) {
        const isFound = foldText(name).includes(foldText(search.trim()));
        assert.equal(findMatchRanges(name, foldText(search.trim())).length > 0, isFound, `${search} in ${name}`);
      }
    }
  });

  it('fold to the search text, with characters that fold to several as a whole', () => {
    for (const name of searchedNames) {
      const folded = foldText(name);
      for (let at = 0; at + 3 <= folded.length; at++) {
        const sought = folded.slice(at, at + 3);
        for (const { start, end } of findMatchRanges(name, sought)) {
          assert.ok(foldText(name.slice(start, end)).includes(sought), `${sought} in ${name}`);
        }
      }
    }
  });
});
