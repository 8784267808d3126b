import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { readView, saveView, type SavedView } from '../../src/table-model/saved-view.ts';
import { initialViewState } from '../../src/table-model/view-state.ts';
import { readAddress, writeAddress } from '../../src/views/address.ts';
import { addressLimit, LongValues } from '../../src/views/long-values.ts';
import { formatParameters, parameterNames, parseParameters } from '../../src/views/view-parameters.ts';
import { ViewSteps } from '../../src/views/view-steps.ts';
import { anyView } from '../support/any-view.ts';

const initial = saveView(initialViewState);
const names = parameterNames(initial);
const anySaved = anyView.map(saveView);
const page = 'https://example.com/reports/7?tab=2&q=a%20b+c&flag&&cer.note=1#top?cer.sort=x';

const addressOf = (view: SavedView, base: SavedView, href = page) =>
  writeAddress(href, 'cer', names, formatParameters(view, base));
const choicesIn = (href: string, base: SavedView) => parseParameters(readAddress(href, 'cer', names), base);

describe('a view in an address', () => {
  it('survives a round trip, on top of any view of the host', () => {
    fc.assert(
      fc.property(anySaved, anySaved, (view, base) => {
        const choices = choicesIn(addressOf(view, base), base);
        const restored = readView({ ...base, ...choices, version: 1 }, initialViewState);
        expect(restored && saveView(restored)).to.deep.equal(view);
      }),
    );
  });

  it('survives a router that writes the query again', () => {
    fc.assert(
      fc.property(anySaved, (view) => {
        const url = new URL(addressOf(view, initial));
        url.search = new URLSearchParams(url.search).toString();
        expect(choicesIn(url.href, initial)).to.deep.equal(choicesIn(addressOf(view, initial), initial));
      }),
    );
  });

  it('leaves the parameters and the hash of the page as they are, to the letter', () => {
    fc.assert(
      fc.property(anySaved, (view) => {
        const href = addressOf(view, initial);
        expect(href.replace(/&cer\.(?!note)[^&#]*/g, '')).to.equal(page);
        expect(writeAddress(href, 'cer', names, new Map())).to.equal(page);
      }),
    );
  });

  it('is readable, and stays a link in plain text', () => {
    const view: SavedView = {
      ...{ ...initial, timeFrame: 'last-90-days', timeZone: 'Europe/Paris', sort: '-clicked,sent' },
      ...{
        columns: 'emailName,sent',
        widths: { sent: 120 },
        search: '(Élan) a+b',
        campaigns: { open: false, except: ['1,3'] },
      },
      filter: 'folder=/EMEA/2026;delivered>=200',
    };
    expect(addressOf(view, initial, 'https://example.com/')).to.equal(
      'https://example.com/?cer.time-frame=last-90-days&cer.time-zone=Europe/Paris&cer.sort=-clicked,sent' +
        '&cer.columns=emailName,sent&cer.widths=sent:120&cer.search=%28%C3%89lan%29%20a%2Bb' +
        '&cer.filter=folder=/EMEA/2026;delivered%3E=200&cer.campaigns=collapsed,1%252C3',
    );
  });

  it('has an empty parameter for a default that differs from the choice of the host', () => {
    const base = { ...initial, columns: 'emailName,sent', timeZone: 'UTC', filter: 'sent>1' };
    const href = addressOf(initial, base, 'https://example.com/');
    expect(href).to.equal('https://example.com/?cer.time-zone=&cer.columns=&cer.filter=');
    expect(choicesIn(href, base)).to.deep.equal({ columns: null, timeZone: null, filter: '' });
  });

  it('reads malformed escapes as they are', () => {
    expect(readAddress('https://example.com/?cer.search=100%&cer.sort', 'cer', names)).to.deep.equal(
      new Map([
        ['search', '100%'],
        ['sort', ''],
      ]),
    );
  });

  it('keeps two prefixes apart', () => {
    const one = addressOf({ ...initial, sort: 'sent' }, initial, 'https://example.com/');
    const two = writeAddress(one, 'b', names, formatParameters({ ...initial, sort: 'opened' }, initial));
    expect(two).to.equal('https://example.com/?cer.sort=sent&b.sort=opened');
    expect(writeAddress(two, 'cer', names, new Map())).to.equal('https://example.com/?b.sort=opened');
  });
});

describe('a view that is too long for an address', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => String(10_000 + index));
  const toAddress = (parameters: ReadonlyMap<string, string>) => writeAddress(page, 'cer', names, parameters);

  it('keeps its longest part in this browser, and the rest in the address', () => {
    const values = new LongValues();
    const view = { ...initial, sort: '-clicked', search: '~tilde', campaigns: { open: true, except: ids(2000) } };
    const fitting = values.fit(formatParameters(view, initial), toAddress);
    expect(fitting.missing).to.deep.equal(['campaigns']);
    const href = toAddress(fitting.parameters);
    expect(href.length).to.be.below(200).and.below(addressLimit);
    const read = readAddress(href, 'cer', names);
    expect(values.resolve(read)).to.deep.equal({ parameters: formatParameters(view, initial), missing: [] });
    const elsewhere = new LongValues().resolve(read);
    expect(elsewhere.missing).to.deep.equal(['campaigns']);
    expect([...elsewhere.parameters]).to.deep.equal([
      ['sort', '-clicked'],
      ['search', '~tilde'],
    ]);
  });

  it('moves several parts if one is not enough', () => {
    const view = { ...initial, search: 'é'.repeat(2000), filter: `campaign=${ids(3000).join(';campaign=')}` };
    const { parameters, missing } = new LongValues().fit(formatParameters(view, initial), toAddress);
    expect(missing).to.deep.equal(['filter', 'search']);
    expect(toAddress(parameters).length).to.be.at.most(addressLimit);
  });
});

describe('steps of a view', () => {
  const searching = (...texts: string[]) => texts.map((search) => ({ ...initial, search }));
  const sized = (...all: SavedView['widths'][]) => all.map((widths) => ({ ...initial, widths }));
  const toggled = (...all: string[][]) => all.map((except) => ({ ...initial, campaigns: { open: true, except } }));

  for (const [title, views, depths] of [
    ['one for a typed search, and one for clearing it', searching('s', 'sp', 'spr', '', 'a', 'au'), [1, 1, 1, 2, 3, 3]],
    ['one for resizing a column', sized({ sent: 90 }, { sent: 95 }, { sent: 95, opened: 80 }), [1, 1, 2]],
    ['one for expanding and collapsing campaigns', toggled(['1'], ['1', '2'], ['2']), [1, 1, 1]],
    ['one for each other change', ['sent', 'opened'].map((sort) => ({ ...initial, sort })), [1, 2]],
  ] as const) {
    it(`are ${title}`, () => {
      const steps = new ViewSteps(initial);
      const reached = views.map((view) => {
        steps.add(view);
        return steps.depth;
      });
      expect(reached).to.deep.equal(depths);
    });
  }

  it('returns to each view, and forgets undone views after a new one', () => {
    const [one, two, three] = searching('', 'a', '') as [SavedView, SavedView, SavedView];
    const steps = new ViewSteps(initial);
    const sorted = { ...one, sort: 'sent' };
    steps.add(sorted);
    steps.add({ ...sorted, search: two.search });
    expect(steps.peek(-1)).to.equal(sorted);
    steps.moveTo(sorted);
    expect(steps.peek(1)?.search).to.equal('a');
    expect(steps.peek(-1)).to.deep.equal(three);
    steps.add({ ...sorted, sort: 'opened' });
    expect(steps.peek(1)).to.equal(undefined);
  });
});
