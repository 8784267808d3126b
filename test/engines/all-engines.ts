/**
 * Tests the email preview and the element in Chromium, Firefox and WebKitGTK: `npm run test:engines`. Firefox and WebKitGTK
 * must be installed. The test of a missing engine fails with instructions.
 */
import { describe, it } from 'vitest';
import { engines } from './installed.ts';
import { testEmailPreview } from './test-email-preview.ts';
import { testElement } from './test-element.ts';

const rounds = 5;

for (const [name, open] of Object.entries(engines)) {
  if (typeof open === 'string') {
    describe(`email preview in ${name}`, () => {
      it('is tested', () => {
        throw new Error(open);
      });
    });
  } else {
    testEmailPreview(name, open, rounds);
    testElement(name, open);
  }
}
