import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { imagesOffPolicy, imagesOnPolicy, innerSandbox, outerSandbox } from '../../src/preview/policies.ts';

const dist = join(import.meta.dirname, '..', '..', 'dist');
const bundle = readdirSync(dist)
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(join(dist, name), 'utf8'))
  .join('\n');

describe('the preview in the bundle', () => {
  it('has the two policies, and sandboxes that allow nothing', () => {
    assert.equal(
      imagesOffPolicy,
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'",
    );
    assert.equal(imagesOnPolicy, imagesOffPolicy.replace('img-src data:', 'img-src data: https:'));
    for (const policy of [imagesOffPolicy, imagesOnPolicy]) assert.ok(bundle.includes(policy), policy);
    assert.deepEqual([outerSandbox, innerSandbox], ['', '']);
    assert.match(bundle, /sandbox/);
    assert.doesNotMatch(bundle, /allow-(scripts|same-origin|forms|popups|top-navigation|downloads|modals)/);
  });
});
