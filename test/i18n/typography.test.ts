import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'vitest';

const linesOf = (...folders: readonly string[]) =>
  folders.flatMap((folder) =>
    readdirSync(`src/${folder}`)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => readFileSync(`src/${folder}/${name}`, 'utf8').split('\n'))
      .map((line) => `${folder}: ${line.trim()}`),
  );

describe('labels and values', () => {
  const features = [
    ...['charts', 'columns', 'email', 'export', 'figure-panel', 'figures', 'filter', 'report', 'search', 'table'],
    ...['time-frame', 'ui', 'views'],
  ];

  it('are joined by messages, as French has a no-break space before a colon', () => {
    const joined = linesOf(...features).filter((line) => line.includes('}: ${'));
    expect(joined).to.deep.equal([]);
  });
});
