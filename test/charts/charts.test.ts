import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { drawBars } from '../../src/charts/bar-drawing.ts';
import { toSvg } from '../../src/charts/chart-image.ts';
import type { Drawing } from '../../src/charts/drawing.ts';
import { drawLines } from '../../src/charts/line-drawing.ts';
import { onSameDays, pointsOf, sumOf, unitFor } from '../../src/ui/series-points.ts';
import { parseSeries } from '../../src/endpoint/fetch-series.ts';

const seriesOf = (...points: readonly (readonly [date: string, fields?: Record<string, number>])[]) =>
  parseSeries({ version: 1, unit: 'day', points: points.map(([date, fields]) => ({ date, sent: 1, ...fields })) });
const all = { activity: 'all', isCumulative: false } as const;

describe('a series in equal steps', () => {
  // The zone of the report changes its offset on 2026-10-25.
  const autumn = seriesOf(['2026-10-24'], ['2026-10-26', { sent: 3 }], ['2026-11-02']);

  it('has 0 on days without events, and neither a repeated nor a missing day when the offset changes', () => {
    const { dates, values } = pointsOf(autumn, { ...all, unit: 'day' });
    assert.deepEqual(
      dates.map((date) => new Date(date).toISOString().slice(5, 10)),
      ['10-24', '10-25', '10-26', '10-27', '10-28', '10-29', '10-30', '10-31', '11-01', '11-02'],
    );
    assert.deepEqual([...(values.get('sent') ?? [])], [1, 0, 3, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('has weeks from Monday, and months', () => {
    const starts = (unit: 'week' | 'month') => {
      const { dates, values } = pointsOf(autumn, { ...all, unit });
      return dates.map((date, index) => `${new Date(date).toISOString().slice(0, 10)} ${values.get('sent')?.[index]}`);
    };
    assert.deepEqual(starts('week'), ['2026-10-19 1', '2026-10-26 3', '2026-11-02 1']);
    assert.deepEqual(starts('month'), ['2026-10-01 4', '2026-11-01 1']);
  });

  it('is cumulative, and of the chosen activity', () => {
    const series = seriesOf(['2026-11-01', { humanOpened: 5, privacyOpened: 2 }], ['2026-11-02', { humanOpened: 1 }]);
    const { values } = pointsOf(series, { unit: 'day', activity: 'person', isCumulative: true });
    assert.deepEqual(Object.fromEntries([...values].map(([id, counts]) => [id, [...counts]])), {
      sent: [1, 2],
      opened: [3, 4],
    });
    assert.equal(sumOf(series, 'opened', 'all'), undefined);
    assert.equal(sumOf(seriesOf(['2026-11-01', { humanOpened: 1, privacyOpened: 2 }]), 'opened', 'person'), NaN);
  });

  it('has the steps of the series beside it, too', () => {
    const [own, other] = [seriesOf(['2026-11-03', { opened: 2 }]), seriesOf(['2026-10-30'], ['2026-11-05'])];
    const countsOf = (unit: 'day' | 'week' | 'month', isCumulative = false) =>
      [
        pointsOf(own, { ...all, unit, isCumulative, beside: other }),
        pointsOf(other, { ...all, unit, isCumulative, beside: own }),
      ].map(({ values }) => [...(values.get('sent') ?? [])]);
    assert.deepEqual(countsOf('day'), [
      [0, 0, 0, 0, 1, 0, 0],
      [1, 0, 0, 0, 0, 0, 1],
    ]);
    assert.deepEqual(countsOf('day', true), [
      [0, 0, 0, 0, 1, 1, 1],
      [1, 1, 1, 1, 1, 1, 2],
    ]);
    assert.deepEqual(countsOf('week'), [
      [0, 1],
      [1, 1],
    ]);
    assert.deepEqual(countsOf('month'), [
      [0, 1],
      [1, 1],
    ]);
    assert.equal(unitFor(seriesOf(['2026-11-03']), seriesOf(['2026-01-01'], ['2026-11-01'])), 'week');
  });

  it('is moved to the same days of another period, without those that are not over', () => {
    const series = seriesOf(['2026-10-15', { sent: 132 }], ['2026-10-28'], ['2026-10-29']);
    const { days } = onSameDays(series, 14, '2026-11-11');
    assert.deepEqual(
      days.map(({ date, sent }) => [date, sent]),
      [
        ['2026-10-29', 132],
        ['2026-11-11', 1],
      ],
    );
  });

  it('has a readable number of steps at first', () => {
    assert.equal(unitFor(seriesOf()), 'day');
    assert.equal(unitFor(seriesOf(['2026-11-01'])), 'day');
    assert.equal(unitFor(seriesOf(['2026-01-01'], ['2026-11-01'])), 'week');
    assert.equal(unitFor(seriesOf(['2018-01-01'], ['2026-11-01'])), 'month');
  });
});

const pathsOf = ({ shapes }: Drawing) => shapes.flatMap((shape) => ('path' in shape ? [shape.path] : []));
const textsOf = ({ shapes }: Drawing) => shapes.flatMap((shape) => ('text' in shape ? [shape.text] : []));
const linesOf = (values: readonly number[], width = 600) =>
  drawLines(
    {
      lines: [{ label: 'Sent', ink: 'accent', values: Float64Array.from(values) }],
      count: values.length,
      labelOf: (index) => `day ${index + 1}`,
      format: String,
    },
    width,
  );

describe('drawings', () => {
  it('have a line over whole numbers from 0', () => {
    const drawing = linesOf([0, 7, 3]);
    assert.deepEqual(textsOf(drawing), ['0', '2', '4', '6', '8', 'day 1', 'day 2', 'day 3', 'Sent']);
    assert.equal(drawing.indexAt(-10, 0), 0);
    assert.equal(drawing.indexAt(9999, 0), 2);
  });

  it('have a dot for one point, and no line for none', () => {
    assert.ok(pathsOf(linesOf([5])).some((path) => path.includes('a4 4')));
    assert.ok(!pathsOf(linesOf([])).some((path) => path.includes('NaN')));
  });

  it('have finite numbers for zeros, huge values, 3,000 points and a narrow box', () => {
    const many = Array.from({ length: 3000 }, (_, index) => index % 17);
    for (const drawing of [linesOf([0, 0]), linesOf([Number.MAX_SAFE_INTEGER, 1]), linesOf(many, 240)]) {
      assert.ok(pathsOf(drawing).every((path) => !/NaN|Infinity/.test(path)));
      assert.ok(textsOf(drawing).length < 20);
    }
  });

  it('have the values of bars below their labels where both do not fit into a line', () => {
    const bar = { label: 'Delivered', values: '8,641 · 95.1% of sent · 443 fewer', share: 0.5, ink: 'muted' } as const;
    const placesOf = (width: number) =>
      drawBars([bar, bar], width).shapes.flatMap((shape) => ('text' in shape ? [[shape.x, shape.y]] : []));
    assert.deepEqual(placesOf(400), [
      ...[
        [0, 14],
        [400, 14],
      ],
      ...[
        [0, 54],
        [400, 54],
      ],
    ]);
    assert.deepEqual(placesOf(250), [
      ...[
        [0, 14],
        [0, 30],
      ],
      ...[
        [0, 70],
        [0, 86],
      ],
    ]);
    const narrow = drawBars([bar, bar], 250);
    assert.deepEqual([narrow.height, narrow.indexAt(0, 60)], [112, 1]);
  });

  it('are SVG files whose texts are escaped', () => {
    const colors = { text: '#000', muted: '#555', accent: 'blue', hairline: '#ccc', surface: '#fff' };
    const drawing = drawBars([{ label: '<b> & "c"\u0001', values: '1', share: 0.5, ink: 'accent' }], 200);
    const file = toSvg('A < B', drawing, { colors, font: '"A", sans-serif' });
    assert.match(file, /aria-label="A &lt; B"/);
    assert.match(file, />&lt;b&gt; &amp; &quot;c&quot;<\/text>/);
    assert.match(file, /<path d="M0 20h100v10H0z" fill="blue"\/>/);
    assert.ok(!file.includes('style='));
  });
});
