import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { cspWithoutRemoteImages, cspWithRemoteImages, frameSandbox } from '../../src/email/sanitizer/frame-policy.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');

/** Returns the published code in a folder: `modules` for bundlers, `standalone` for a script tag. */
function readCode(folder: string): string {
  const names = readdirSync(join(dist, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  return names.map((name) => readFileSync(join(dist, folder, name), 'utf8')).join('\n');
}

describe('email preview in the bundle', () => {
  it('has both content security policies, and sandboxes that allow no script, form or navigation', () => {
    assert.equal(
      cspWithoutRemoteImages,
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'",
    );
    assert.equal(cspWithRemoteImages, cspWithoutRemoteImages.replace('img-src data:', 'img-src data: https:'));
    assert.equal(frameSandbox, '');
    for (const folder of ['modules', 'standalone']) {
      const code = readCode(folder);
      for (const policy of [cspWithoutRemoteImages, cspWithRemoteImages]) {
        assert.ok(code.includes(policy), `${folder}: ${policy}`);
      }
      assert.doesNotMatch(code, /allow-(scripts|forms|popups|top-navigation|downloads|modals)/);
      // Only the hidden frame that measures an email before it is printed has an origin, and it has nothing else.
      const sandboxes = [...code.matchAll(/(["'`])([^"'`]*allow-same-origin[^"'`]*)\1/g)].map(([, , text]) => text);
      assert.deepEqual(sandboxes, ['allow-same-origin'], folder);
    }
  });
});
