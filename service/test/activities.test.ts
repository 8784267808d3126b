import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { run } from '../activities/command.ts';
import { UsageError } from '../usage-error.ts';
import { createDatabase, csv, record } from './support/import.ts';

describe('activities', () => {
  it('prints the activities behind a row, which can be imported again', async () => {
    const database = await createDatabase();
    const row = { campaignId: '10', primaryAttributeValueId: '20', primaryAttributeValue: 'Program, "A"' };
    const activities = [
      record({ ...row, leadId: '1', activityTypeId: '6', activityDate: '2026-03-01T08:00:00Z', marketoGUID: 'a' }),
      record({ ...row, leadId: '2', activityTypeId: '6', activityDate: '2026-03-01T08:00:01Z', marketoGUID: 'b' }),
      // Belongs to the campaign that has sent the email.
      record({
        ...{ ...row, leadId: '1', campaignId: '', activityTypeId: '9' },
        ...{ activityDate: '2026-03-02T08:00:00Z', marketoGUID: 'c' },
      }),
      record({ ...row, leadId: '1', campaignId: '11', activityTypeId: '6', activityDate: '2026-03-03T08:00:00Z' }),
    ];
    await database.importExtracts({ 'a.csv': csv(activities) });
    const print = async (...args: string[]): Promise<string[]> => {
      const lines: string[] = [];
      await run(['--database', database.path, '--campaign', '10', '--email', '20', ...args], '/', (line) =>
        lines.push(line),
      );
      return lines;
    };
    const lines = await print();
    assert.match(lines[0] ?? '', /^marketoGUID,leadId,activityDate,/);
    assert.deepEqual(
      lines.slice(1).map((line) => line.slice(0, 1)),
      ['a', 'b', 'c'],
    );
    assert.match(lines[1] ?? '', /^a,1,2026-03-01T08:00:00Z,6,10,20,"Program, ""A""",/);
    assert.equal((await print('--person', '1')).length, 3);
    const copy = await createDatabase();
    const counts = await copy.importExtracts({ 'b.csv': lines.join('\n') });
    assert.equal(counts.imported, 3);
  });

  it('refuses an id that is not a number', async () => {
    await assert.rejects(run(['--database', 'x', '--campaign', 'x', '--email', '1'], '/'), (error) =>
      UsageError.is(error),
    );
  });
});
