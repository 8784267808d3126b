import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { systemClock } from '../sync/clock.ts';

describe('the clock of sync', () => {
  it('waits longer than a timer can, for an interval such as 720h', async () => {
    const stopping = new AbortController();
    const month = systemClock.sleep(720 * 3_600_000, stopping.signal).then(() => 'ended');
    // The timer of a millisecond would end first.
    const moment = systemClock.sleep(50).then(() => 'waiting');
    assert.equal(await Promise.race([month, moment]), 'waiting');
    stopping.abort();
    await assert.rejects(month, { name: 'AbortError' });
  });
});
