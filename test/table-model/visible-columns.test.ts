import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { builtInColumns, defaultColumnIds, parseColumns, type ColumnId } from '../../src/model/columns.ts';
import { canHide, withColumnChange, type ColumnChange } from '../../src/table-model/column-change.ts';
import {
  chosenColumns,
  maxWidth,
  minWidth,
  offeredColumns,
  shownColumns,
} from '../../src/table-model/visible-columns.ts';
import { initialViewState, type ViewState } from '../../src/table-model/view-state.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';

const whole = parseReport(reportResponse(springAndAutumn));
/** A row that only has the counts sent, delivered and opened. */
const few = parseReport(
  reportResponse([
    reportRow({
      campaignFolder: null,
      campaignArchived: null,
      lastActivityAt: null,
      hardBounced: null,
      softBounced: null,
      pending: null,
      aborted: null,
      clicked: null,
      unsubscribed: null,
      humanOpened: null,
      humanClicked: null,
    }),
  ]),
);

const viewOf = (columns: string | undefined, fields: Partial<ViewState> = {}): ViewState => ({
  ...initialViewState,
  columns: columns === undefined ? undefined : parseColumns(columns),
  ...fields,
});

const change = (view: ViewState, ...changes: ColumnChange[]) =>
  changes.reduce((before, next) => withColumnChange(before, next, shownColumns(before, whole)), view);

describe('columns as text', () => {
  it('are column ids in order', () => {
    expect(parseColumns(' sent, emailName,openedRate ')).to.deep.equal(['sent', 'emailName', 'openedRate']);
  });

  for (const text of ['', 'sent,', 'sent,sent', 'bounced', 'emailName', 'constructor', '-sent']) {
    it(`cannot be ${JSON.stringify(text)}`, () => expect(parseColumns(text)).to.equal(undefined));
  }
});

describe('visible columns', () => {
  it('are the default set, with a campaign column if rows are not grouped', () => {
    expect(shownColumns(viewOf(undefined), whole)).to.deep.equal(defaultColumnIds);
    const ungrouped = shownColumns(viewOf(undefined, { groupBy: 'none' }), whole);
    expect(ungrouped).to.deep.equal(['emailName', 'campaignName', ...defaultColumnIds.slice(1)]);
  });

  it('start with the name column', () => {
    expect(shownColumns(viewOf('sent,emailName'), whole)).to.deep.equal(['emailName', 'sent']);
    expect(shownColumns(viewOf('sent'), whole)).to.deep.equal(['emailName', 'sent']);
  });

  it('are the chosen ones that the report has', () => {
    const view = viewOf('clickedRate,openedRate,deliveredRate,aborted,sent');
    expect(shownColumns(view, few)).to.deep.equal(['emailName', 'openedRate', 'deliveredRate', 'sent']);
    expect(chosenColumns(view)).to.include.members(['clickedRate', 'aborted']);
  });

  it('are the default set if the report has none of the chosen ones', () => {
    const view = viewOf('clicked,aborted');
    expect(shownColumns(view, few)).to.deep.equal([
      'emailName',
      'firstSentAt',
      'sent',
      'delivered',
      'opened',
      'openedRate',
    ]);
    const changed = withColumnChange(view, { hide: 'opened' }, shownColumns(view, few));
    expect(shownColumns(changed, few)).to.deep.equal(['emailName', 'firstSentAt', 'sent', 'delivered', 'openedRate']);
  });

  it('can be any column before rows load', () => {
    const empty = parseReport(reportResponse([]));
    for (const report of [undefined, empty]) expect(offeredColumns(report)).to.have.members([...builtInColumns.ids]);
    expect(offeredColumns(few)).to.deep.equal([
      'emailName',
      'campaignName',
      'firstSentAt',
      'sent',
      'delivered',
      'deliveredRate',
      'opened',
      'openedRate',
    ]);
  });
});

describe('column change', () => {
  const cases: [name: string, before: string, change: ColumnChange, after: string][] = [
    [
      'shows a column next to a related one',
      'emailName,sent,delivered,opened',
      { show: 'deliveredRate' },
      'emailName,sent,delivered,deliveredRate,opened',
    ],
    [
      'shows a column after the names if no related one is visible',
      'emailName,opened',
      { show: 'firstSentAt' },
      'emailName,firstSentAt,opened',
    ],
    ['does not show a visible column again', 'emailName,sent', { show: 'sent' }, 'emailName,sent'],
    ['hides a column', 'emailName,sent,opened', { hide: 'sent' }, 'emailName,opened'],
    ['does not hide the names', 'emailName,sent,opened', { hide: 'emailName' }, 'emailName,sent,opened'],
    ['does not hide the last column next to the names', 'emailName,sent', { hide: 'sent' }, 'emailName,sent'],
    ['ignores a hidden column', 'emailName,sent,opened', { hide: 'clicked' }, 'emailName,sent,opened'],
    [
      'moves a column forward',
      'emailName,sent,opened,clicked',
      { move: 'sent', to: 'clicked' },
      'emailName,opened,clicked,sent',
    ],
    [
      'moves a column back',
      'emailName,sent,opened,clicked',
      { move: 'clicked', to: 'sent' },
      'emailName,clicked,sent,opened',
    ],
    ['does not move the names', 'emailName,sent,opened', { move: 'emailName', to: 'opened' }, 'emailName,sent,opened'],
    [
      'does not move a column before the names',
      'emailName,sent,opened',
      { move: 'opened', to: 'emailName' },
      'emailName,sent,opened',
    ],
    [
      'ignores a move to the same place',
      'emailName,sent,opened',
      { move: 'sent', to: 'sent' },
      'emailName,sent,opened',
    ],
    ['resets to the default columns', 'emailName,sent,opened', 'reset', defaultColumnIds.join(',')],
  ];
  for (const [name, before, wanted, after] of cases) {
    it(name, () => expect(chosenColumns(change(viewOf(before), wanted)).join(',')).to.equal(after));
  }

  it('keeps the place of columns that the report does not have', () => {
    const view = viewOf('emailName,sent,clicked,opened,delivered');
    const moved = withColumnChange(view, { move: 'opened', to: 'sent' }, shownColumns(view, few));
    expect(chosenColumns(moved)).to.deep.equal(['emailName', 'opened', 'sent', 'clicked', 'delivered']);
    const hidden = withColumnChange(moved, { hide: 'sent' }, shownColumns(moved, few));
    expect(chosenColumns(hidden)).to.deep.equal(['emailName', 'opened', 'clicked', 'delivered']);
  });

  it('limits widths and removes one that is reset', () => {
    const widthOf = (width: number) => change(viewOf(undefined), { resize: 'sent', width }).widths.sent;
    expect([1, 100.4, 1e6].map(widthOf)).to.deep.equal([minWidth, 100, maxWidth]);
    const view = change(viewOf(undefined), { resize: 'sent', width: 80 }, { resize: 'opened', width: 90 });
    expect(change(view, { resize: 'sent', width: undefined }).widths).to.deep.equal({ opened: 90 });
    expect(change(view, 'reset').widths).to.deep.equal({});
  });

  const anyColumn = fc.constantFrom<ColumnId>(...builtInColumns.ids);
  const offeredColumn = fc.constantFrom<ColumnId>(...offeredColumns(whole));
  const anyChange: fc.Arbitrary<ColumnChange> = fc.oneof(
    fc.record({ show: anyColumn }),
    fc.record({ hide: anyColumn }),
    fc.record({ move: anyColumn, to: anyColumn }),
    fc.constant<ColumnChange>('reset'),
  );

  it('keeps the names first, at least one other column and no duplicates', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 40 }), fc.constantFrom(whole, few), (changes, report) => {
        let view = viewOf(undefined);
        for (const next of changes) view = withColumnChange(view, next, shownColumns(view, report));
        const shown = shownColumns(view, report);
        expect(shown[0]).to.equal('emailName');
        expect(shown.length).to.be.above(1);
        expect(new Set(shown).size).to.equal(shown.length);
        expect(offeredColumns(report)).to.include.members([...shown]);
      }),
    );
  });

  it('returns a column to its default place when it is shown again', () => {
    fc.assert(
      fc.property(fc.subarray([...defaultColumnIds.slice(1)], { minLength: 1, maxLength: 11 }), (hidden) => {
        const without = change(viewOf(undefined), ...hidden.map((hide) => ({ hide })));
        const again = change(without, ...hidden.map((show) => ({ show })));
        expect(chosenColumns(again)).to.deep.equal(defaultColumnIds);
      }),
    );
  });

  it('moves a column to the place of another one', () => {
    fc.assert(
      fc.property(offeredColumn, offeredColumn, (move, to) => {
        const view = viewOf(builtInColumns.ids.join(','));
        const shown = shownColumns(view, whole);
        const after = shownColumns(withColumnChange(view, { move, to }, shown), whole);
        const canMove = move !== 'emailName' && to !== 'emailName';
        expect(after.indexOf(move)).to.equal(shown.indexOf(canMove ? to : move));
      }),
    );
  });

  it('hides exactly the columns that can be hidden', () => {
    fc.assert(
      fc.property(fc.subarray([...builtInColumns.ids], { minLength: 2 }), anyColumn, (columns, hide) => {
        const view = viewOf(undefined, { columns });
        const shown = shownColumns(view, whole);
        const hasGone = !shownColumns(change(view, { hide }), whole).includes(hide) && shown.includes(hide);
        expect(hasGone).to.equal(canHide(hide, shown));
      }),
    );
  });
});
