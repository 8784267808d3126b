import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { ColumnId } from '../../src/model/columns.ts';
import { readView, saveView } from '../../src/table-model/saved-view.ts';
import {
  initialViewState,
  withAllCampaigns,
  withCampaignToggled,
  withSearch,
  type ViewState,
} from '../../src/table-model/view-state.ts';
import { anyView } from '../support/any-view.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const saved = saveView(initialViewState);

describe('saved view', () => {
  it('survives a round trip through JSON and replaces any view', () => {
    fc.assert(
      fc.property(anyView, anyView, (view, before) => {
        expect(readView(throughJson(saveView(view)), before)).to.deep.equal(view);
      }),
    );
  });

  it('has a readable form', () => {
    const view: ViewState = {
      ...initialViewState,
      sort: [{ column: 'clicked', descending: true }],
      columns: ['emailName', 'sent'] satisfies ColumnId[],
      widths: { sent: 120 },
      toggledCampaignIds: new Set(['1003']),
    };
    expect(saveView(view)).to.deep.equal({
      version: 1,
      timeFrame: 'last-30-days',
      dateBasis: 'first-sent',
      timeZone: null,
      sort: '-clicked',
      groupBy: 'campaign',
      columns: 'emailName,sent',
      widths: { sent: 120 },
      search: '',
      filter: '',
      figures: '',
      campaigns: { open: true, except: ['1003'] },
    });
  });

  it('keeps the current value of missing fields and ignores unknown ones', () => {
    const view = readView({ version: 1, sort: 'sent', colour: 'red' }, { ...initialViewState, search: 'spring' });
    expect(view).to.deep.equal({
      ...initialViewState,
      search: 'spring',
      sort: [{ column: 'sent', descending: false }],
    });
  });

  it('saves the expansion of campaigns from before a search', () => {
    const chosen = withCampaignToggled(withAllCampaigns(initialViewState, false), '1003');
    const searching = withCampaignToggled(withSearch(chosen, 'spring'), '1004');
    expect(saveView(searching)).to.deep.equal({ ...saveView(chosen), search: 'spring' });
    for (const before of [initialViewState, withSearch(initialViewState, 'autumn')]) {
      const view = readView(throughJson(saveView(searching)), before);
      expect(view).to.deep.equal(withSearch(chosen, 'spring'));
      expect(view && withSearch(view, '')).to.deep.equal(chosen);
    }
  });

  it('ends the current search if it has none', () => {
    const before = withSearch(withAllCampaigns(initialViewState, false), 'spring');
    expect(readView({ version: 1, search: '' }, before)).to.deep.equal(withAllCampaigns(initialViewState, false));
  });

  const broken: [what: string, value: unknown][] = [
    ['a string', JSON.stringify(saved)],
    ['an array', [saved]],
    ['a missing version', { ...saved, version: undefined }],
    ['a newer version', { ...saved, version: 2 }],
    ['a search that is a number', { ...saved, search: 7 }],
    ['a sort by an unknown column', { ...saved, sort: 'spent' }],
    ['an unknown column', { ...saved, columns: 'emailName,spent' }],
    ['an invalid date', { ...saved, timeFrame: '2026-02-30/..' }],
    ['an invalid time zone', { ...saved, timeZone: 'Mars/Olympus' }],
    ['a negative width', { ...saved, widths: { sent: -1 } }],
    ['the width of an unknown column', { ...saved, widths: { spent: 100 } }],
    ['campaigns with invalid ids', { ...saved, campaigns: { open: true, except: [7] } }],
    ['campaigns that are null', { ...saved, campaigns: null }],
  ];
  for (const [what, value] of broken) {
    it(`is rejected as a whole: ${what}`, () => {
      expect(readView(value, initialViewState)).to.equal(undefined);
    });
  }

  it('is either read or rejected for any JSON value', () => {
    const field = fc.constantFrom(...Object.keys(saved));
    fc.assert(
      fc.property(field, fc.anything(), (name, value) => {
        const view = readView({ ...saved, [name]: value }, initialViewState);
        if (view) expect(saveView(view)).to.have.all.keys(saved);
      }),
    );
  });
});
