import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { parseMailServer } from '../deliver/mail-server.ts';
import { isLoopback } from '../loopback.ts';
import { parseInstance } from '../sync/options.ts';

describe('addresses of this machine', () => {
  for (const host of [
    ...['localhost', 'LOCALHOST', '127.0.0.1', '127.9.9.9', '::1', '[::1]'],
    ...['0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '[::ffff:7f00:1]'],
  ]) {
    it(`include ${host}`, () => assert.equal(isLoopback(host), true));
  }

  for (const host of [
    ...['', '0.0.0.0', '128.0.0.1', '10.127.0.1', '127.0.0.1.example.com', '127.999.0.1', '127.1', '::', '::2'],
    ...['[fe80::1]', '::ffff:10.0.0.1', 'localhost.example.com', 'mylocalhost', 'app.localhost'],
  ]) {
    it(`do not include ${JSON.stringify(host)}`, () => assert.equal(isLoopback(host), false));
  }

  it('need no TLS, for any command', () => {
    assert.equal(parseInstance('http://127.0.0.2:8080/rest'), 'http://127.0.0.2:8080');
    assert.equal(parseMailServer('smtp://LOCALHOST').isLocal, true);
    assert.equal(parseMailServer('smtp://127.999.0.1').isLocal, false);
  });
});
