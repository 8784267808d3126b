import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { imagesOffPolicy, imagesOnPolicy, innerSandbox, outerSandbox } from '../../src/email/sanitizer/policies.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');
/** The code that hosts get: once for their bundlers, once for a script tag. */
function codeIn(folder: string): string {
  const names = readdirSync(join(dist, folder), { encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  return names.map((name) => readFileSync(join(dist, folder, name), 'utf8')).join('\n');
}

describe('email preview in the bundle', () => {
  it('has both content security policies and fully restricted sandboxes', () => {
    assert.equal(
      imagesOffPolicy,
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'",
    );
    assert.equal(imagesOnPolicy, imagesOffPolicy.replace('img-src data:', 'img-src data: https:'));
    assert.deepEqual([outerSandbox, innerSandbox], ['', '']);
    for (const folder of ['modules', 'standalone']) {
      const code = codeIn(folder);
      for (const policy of [imagesOffPolicy, imagesOnPolicy]) assert.ok(code.includes(policy), `${folder}: ${policy}`);
      assert.doesNotMatch(code, /allow-(scripts|same-origin|forms|popups|top-navigation|downloads|modals)/);
    }
  });
});
