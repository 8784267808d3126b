/**
 * Tries the preview in three engines, and walks through the element in each, as `npm run test:engines`. Chromium is there
 * wherever `npm test` is; Firefox and WebKit are taken as Debian has them. Nothing is installed: an engine that is missing
 * is a failure that says what to do.
 */
import { describe, it } from 'vitest';
import { engines } from './installed.ts';
import { tryPreview } from './email-preview.ts';
import { walkElement } from './element.ts';

const rounds = 5;

for (const [name, open] of Object.entries(engines)) {
  if (typeof open === 'string') {
    describe(`the preview in ${name}`, () => {
      it('is tried', () => {
        throw new Error(open);
      });
    });
  } else {
    tryPreview(name, open, rounds);
    walkElement(name, open);
  }
}
