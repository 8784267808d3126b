import { expect } from 'chai';
import { describe, it } from 'vitest';
import * as english from '../../src/i18n/en/report.ts';
import { charts as englishCharts } from '../../src/i18n/en/charts.ts';
import { figurePanel as englishPanel } from '../../src/i18n/en/figure-panel.ts';
import { figures as englishFigures } from '../../src/i18n/en/figures.ts';
import { sharePanel as englishShare } from '../../src/i18n/en/share-panel.ts';
import * as french from '../../src/i18n/fr/report.ts';
import { charts as frenchCharts } from '../../src/i18n/fr/charts.ts';
import { columnList as frenchColumns } from '../../src/i18n/fr/columns.ts';
import { figurePanel as frenchPanel } from '../../src/i18n/fr/figure-panel.ts';
import { figures as frenchFigures } from '../../src/i18n/fr/figures.ts';
import { sharePanel as frenchShare } from '../../src/i18n/fr/share-panel.ts';

/** The texts for the counts 0, 1 and 2, with plain spaces and hyphens. */
const textsOf = (write: (count: number, formatted: string) => string) =>
  [0, 1, 2].map((count) => write(count, String(count)).replaceAll('\u00a0', ' ').replaceAll('\u2011', '-'));

describe('texts with counts', () => {
  it('agree with them in English', () => {
    expect(textsOf((count, text) => english.report.emailsOf(count, text, '9'))).to.deep.equal([
      ...['0 of 9 emails', '1 of 9 emails', '2 of 9 emails'],
    ]);
    expect(textsOf(englishShare.copied)).to.deep.equal(['Copied 0 rows.', 'Copied 1 row.', 'Copied 2 rows.']);
    expect(textsOf((count, text) => englishPanel.sumSoFar(english.report.emails(count, text)))).to.deep.equal([
      ...['The sum of 0 emails so far.', 'The sum of 1 email so far.', 'The sum of 2 emails so far.'],
    ]);
  });

  it('agree with them in French, where 0 and 1 are singular', () => {
    expect(textsOf((count, text) => french.report.emailsOf(count, text, '9'))).to.deep.equal([
      ...['0 e-mail sur 9', '1 e-mail sur 9', '2 e-mails sur 9'],
    ]);
    expect(textsOf(frenchShare.copied)).to.deep.equal(['0 ligne copiée.', '1 ligne copiée.', '2 lignes copiées.']);
    expect(textsOf((count, text) => frenchPanel.sumSoFar(french.report.campaigns(count, text)))).to.deep.equal([
      ...['Somme de 0 campagne pour l’instant.', 'Somme de 1 campagne pour l’instant.'],
      'Somme de 2 campagnes pour l’instant.',
    ]);
    const tracked = textsOf((count, text) => frenchPanel.trackedDeliveries(count, text, '9'));
    expect(tracked.map((text) => text.split('.')[0])).to.deep.equal([
      'Les ouvertures sont suivies pour 0 e-mail délivré sur 9',
      'Les ouvertures sont suivies pour 1 e-mail délivré sur 9',
      'Les ouvertures sont suivies pour 2 e-mails délivrés sur 9',
    ]);
    expect(textsOf(frenchPanel.effects.opensUnmarked).slice(1)).to.deep.equal([
      '1 ouverture n’est pas marquée et compte comme humaine.',
      '2 ouvertures ne sont pas marquées et comptent comme humaines.',
    ]);
    expect(textsOf(frenchPanel.effects.clicksUnmarked).slice(1)).to.deep.equal([
      '1 clic n’est pas marqué et compte comme humain.',
      '2 clics ne sont pas marqués et comptent comme humains.',
    ]);
    expect(textsOf(frenchFigures.comparison.shortPoints)).to.deep.equal(['0 pt', '1 pt', '2 pts']);
    expect(frenchColumns.shown('1', '9').replaceAll('\u00a0', ' ')).to.equal('Affichées : 1 sur 9');
  });
});

describe('texts with a time frame', () => {
  const { 'last-fiscal-quarter': quarter, 'last-fiscal-year': year } = french.report.timeFrame.named;

  it('have the adjective before the name in French', () => {
    expect([quarter, year]).to.deep.equal(['Le dernier trimestre fiscal', 'Le dernier exercice fiscal']);
  });
});

describe('the period and the peak of a chart', () => {
  const units = {
    day: ['5 oct. 2026', '9 nov. 2026'],
    week: ['5 oct. 2026', '9 nov. 2026'],
    month: ['oct. 2026', 'nov. 2026'],
  } as const;
  const textOf = (messages: typeof englishCharts) =>
    (['day', 'week', 'month'] as const).map((unit) => {
      const [first, last] = units[unit];
      const period = messages.between(messages.period[unit](first, last));
      return `${period} ${messages.most('Sent', '9', messages.peak[unit](last), '4')}`.replaceAll('\u00a0', ' ');
    });

  it('name days, weeks and months in English', () => {
    expect(textOf(englishCharts)).to.deep.equal([
      'From 5 oct. 2026 to 9 nov. 2026. Sent: 9 in total, most on 9 nov. 2026 (4).',
      'From the week of 5 oct. 2026 to the week of 9 nov. 2026. Sent: 9 in total, most in the week of 9 nov. 2026 (4).',
      'From oct. 2026 to nov. 2026. Sent: 9 in total, most in nov. 2026 (4).',
    ]);
    expect(englishFigures.overview.trend('Sent', 'from a to b', 'in c', '4')).to.equal(
      'Sent, from a to b: most in c (4).',
    );
  });

  it('name them in French, with elision', () => {
    expect(textOf(frenchCharts)).to.deep.equal([
      'Du 5 oct. 2026 au 9 nov. 2026. Sent : 9 au total, maximum le 9 nov. 2026 (4).',
      'De la semaine du 5 oct. 2026 à celle du 9 nov. 2026. Sent : 9 au total, maximum la semaine du 9 nov. 2026 (4).',
      'D’oct. 2026 à nov. 2026. Sent : 9 au total, maximum en nov. 2026 (4).',
    ]);
    expect(frenchCharts.period.month('janv. 2026', 'août 2026')).to.equal('de janv. 2026 à août 2026');
    expect(frenchFigures.overview.period.month('avr. 2025', 'mai 2026')).to.equal('d’avr. 2025 à mai 2026');
  });
});
