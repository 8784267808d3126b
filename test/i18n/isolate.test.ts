import { expect } from 'chai';
import { describe, it } from 'vitest';
import { createFormats } from '../../src/i18n/formats.ts';
import { isolate } from '../../src/i18n/isolate.ts';

describe('isolate', () => {
  const dateIn = (locale: string) => createFormats(locale).day(Date.parse('2026-11-24T07:00:00Z'), 'UTC');

  it('isolates dates that run from right to left only', () => {
    for (const locale of ['he', 'ar', 'fa']) expect(isolate(dateIn(locale))).to.equal(`\u2068${dateIn(locale)}\u2069`);
    for (const locale of ['en', 'fr', 'ja']) expect(isolate(dateIn(locale))).to.equal(dateIn(locale));
  });
});
