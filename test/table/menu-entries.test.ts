import { expect } from 'chai';
import { table as messages } from '../../src/i18n/en/table.ts';
import { builtInColumns } from '../../src/model/columns.ts';
import type { Report } from '../../src/model/report.ts';
import { parseSort, formatSort } from '../../src/model/sort.ts';
import type { GroupBy } from '../../src/table-model/view-state.ts';
import { columnMenuEntries, type ColumnMenuState } from '../../src/table/menu-entries.ts';

const columns = ['emailName', 'campaignFolder', 'sent', 'openedRate'];

/** Returns the entries of a menu, and what each one that ran did. */
function menuOf(column: string, sort = '-sent', state: Partial<ColumnMenuState> = {}) {
  const done: string[] = [];
  const entries = columnMenuEntries(
    {
      ...{ column, columns, columnSet: builtInColumns, sort: parseSort(sort) ?? [], report: undefined },
      ...{ groupBy: 'campaign' as const, hasControl: () => true, direction: 1 as const },
      ...state,
    },
    {
      sort: (keys) => done.push(formatSort(keys)),
      sortEmails: (keys) => done.push(`emails ${formatSort(keys)}`),
      groupBy: (grouping) => done.push(grouping),
      addToSort: () => done.push('add'),
      change: (change) => done.push(JSON.stringify(change)),
      openPanel: (panel) => done.push(panel),
      fitWidth: () => done.push('fit'),
      changeWidth: () => done.push('width'),
    },
    messages,
  );
  const labels = entries.map(({ label }) => label);
  const run = (label: string) => {
    entries.find((entry) => entry.label === label)?.run();
    return done.at(-1);
  };
  return { entries, labels, run };
}

describe('the menu of a column', () => {
  it('has what applies to the column, in groups', () => {
    const { entries, labels } = menuOf('openedRate');
    expect(labels).to.deep.equal([
      ...['Sort ascending', 'Sort descending', 'Sort emails by cautious value', 'Add to sort'],
      ...['Filter…', 'Hide column', 'Move left', 'Fit width to content', 'Change width', 'Columns…'],
    ]);
    const starts = entries.filter(({ startsGroup }) => startsGroup).map(({ label }) => label);
    expect(starts).to.deep.equal(['Filter…', 'Hide column', 'Columns…']);
  });

  it('sorts by the column in a direction', () => {
    expect(menuOf('openedRate').run('Sort ascending')).to.equal('openedRate');
    expect(menuOf('openedRate', 'sent,openedRate').run('Sort descending')).to.equal('-openedRate');
  });

  it('sorts emails by the lower bound of a rate, not of a count', () => {
    expect(menuOf('openedRate').run('Sort emails by cautious value')).to.equal('emails -openedRate.low');
    expect(menuOf('sent').labels).not.to.include('Sort emails by cautious value');
    const current = (groupBy: GroupBy) =>
      menuOf('openedRate', '-openedRate.low', { groupBy })
        .entries.filter(({ isCurrent }) => isCurrent)
        .map(({ label }) => label);
    expect(current('none')).to.deep.equal(['Sort emails by cautious value']);
    expect(current('campaign')).to.deep.equal([]);
  });

  it('offers lower bounds of windows only if the endpoint sorts by them', () => {
    const offers = (sortable: unknown) => {
      const head = { ...(sortable !== undefined && { sortable }) };
      const report = { window: {}, head } as unknown as Report;
      return menuOf('openedRate', '-sent', { report }).labels.includes('Sort emails by cautious value');
    };
    expect([
      offers(['openedRate.low']),
      offers(['clickedRate.low']),
      offers(undefined),
      offers('openedRate.low'),
    ]).to.deep.equal([...[true, false, false, false]]);
  });

  it('groups emails by campaign, in the columns of their names', () => {
    for (const column of ['emailName', 'campaignName']) {
      const { entries, run } = menuOf(column, '-sent', { columns: ['emailName', 'campaignName', 'sent'] });
      expect(run('No grouping')).to.equal('none');
      expect(run('Group by campaign')).to.equal('campaign');
      const current = entries.filter(({ isCurrent }) => isCurrent).map(({ label }) => label);
      expect(current).to.deep.equal(['Group by campaign']);
    }
    expect(menuOf('sent').labels).not.to.include('No grouping');
  });

  it('marks the direction of the first sort column', () => {
    const current = (sort: string) =>
      menuOf('sent', sort)
        .entries.filter(({ isCurrent }) => isCurrent)
        .map(({ label }) => label);
    expect(current('-sent')).to.deep.equal(['Sort descending']);
    expect(current('sent,openedRate')).to.deep.equal(['Sort ascending']);
    expect(current('openedRate,sent')).to.deep.equal([]);
    expect(current('openedRate')).to.deep.equal([]);
  });

  it('adds the column to the sort, and removes it', () => {
    expect(menuOf('openedRate').run('Add to sort')).to.equal('add');
    expect(menuOf('sent', 'openedRate,-sent').run('Remove from sort')).to.equal('openedRate');
  });

  it('does not add or remove the only sort column', () => {
    const { labels } = menuOf('sent');
    expect(labels).not.to.include('Add to sort');
    expect(labels).not.to.include('Remove from sort');
  });

  const moves: [string, 1 | -1, string[]][] = [
    ['emailName', 1, []],
    ['campaignFolder', 1, ['{"move":"campaignFolder","to":"sent"}']],
    ['sent', 1, ['{"move":"sent","to":"campaignFolder"}', '{"move":"sent","to":"openedRate"}']],
    ['sent', -1, ['{"move":"sent","to":"openedRate"}', '{"move":"sent","to":"campaignFolder"}']],
  ];
  for (const [column, direction, expected] of moves)
    it(`moves ${column} in direction ${direction}`, () => {
      const { labels, run } = menuOf(column, '-sent', { direction });
      const changes = ['Move left', 'Move right'].filter((label) => labels.includes(label)).map(run);
      expect(changes).to.deep.equal(expected);
    });

  it('keeps the name column, and the last other one', () => {
    expect(menuOf('emailName').labels).not.to.include('Hide column');
    expect(menuOf('sent').run('Hide column')).to.equal('{"hide":"sent"}');
    expect(menuOf('sent', '-sent', { columns: ['emailName', 'sent'] }).labels).not.to.include('Hide column');
  });

  const filtered: [string, boolean][] = [
    ['emailName', true],
    ['campaignFolder', true],
    ['firstSentAt', true],
    ['clickedRate', true],
    ['program', false],
  ];
  for (const [column, isOffered] of filtered)
    it(`${isOffered ? 'filters' : 'does not filter'} by ${column}`, () => {
      expect(menuOf(column).labels.includes('Filter…')).to.equal(isOffered);
    });

  it('opens only panels that the toolbar offers', () => {
    const { labels } = menuOf('sent', '-sent', { hasControl: () => false });
    expect(labels).not.to.include('Filter…');
    expect(labels).not.to.include('Columns…');
  });
});
