import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { createDelivery } from './support/delivery.ts';
import { databaseIn } from './support/import.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/subscriptions.md'), 'utf8');
const blocksOf = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);

/** Splits a command as a shell does. */
function wordsOf(command: string): string[] {
  const words = command.replaceAll(/\\\n\s*/g, ' ').match(/'[^']*'|[^\s']+/g) ?? [];
  return words.map((word) => word.replace(/^'(.*)'$/, '$1'));
}

describe('the commands of docs/subscriptions.md', () => {
  it('work', async () => {
    const setup = await createDelivery('2026-04-15T06:00:00Z');
    const campaign = { id: 1001, name: 'Spring', workspace: 'EMEA', folder: { id: 11, type: 'Folder' } };
    await setup.write('campaigns.json', { result: [campaign] });
    await databaseIn(setup.directory).importExtracts({}, { campaigns: [join(setup.directory, 'campaigns.json')] });
    const [view = ''] = blocksOf('json');
    await setup.write('best-clicks.json', view);
    await setup.write('sales.txt', 'jane@example.com\nBen <ben@example.com>\n');
    const variables: Record<string, string> = { SMTP_URL: `smtp://127.0.0.1:${setup.mails.port}` };
    const outcomes: string[] = [];
    for (const block of blocksOf('sh')) {
      for (const line of block.matchAll(/^export (\w+)='?(.*?)'?$/gm)) {
        const [, name = '', value = ''] = line;
        if (name !== 'SMTP_URL') variables[name] = value;
      }
      const [program, ...words] = wordsOf(block);
      if (program !== 'npm') continue;
      assert.deepEqual(words.slice(0, 4), ['run', 'service', '--', 'deliver']);
      const stop = new AbortController();
      const sleep = async (milliseconds: number) => {
        await setup.clock.sleep(milliseconds);
        if (setup.clock.now() > Date.parse('2026-04-21T00:00:00Z')) stop.abort();
      };
      const { code, result } = await setup.deliver(words.slice(4), {
        ...{ variables, signal: stop.signal },
        clock: { now: setup.clock.now, sleep },
      });
      assert.equal(code, 0, block);
      outcomes.push(words.includes('--subscribe-again') ? 'subscribed' : result.outcome);
    }
    assert.deepEqual(outcomes, ['complete', 'complete', 'complete', 'complete', 'complete', 'subscribed']);
    assert.deepEqual(await readdir(join(setup.directory, 'preview')), ['best-clicks-0001.eml']);
    const [once, weekly] = setup.mails.received;
    assert.match(once?.mail.subject ?? '', /^Best clicks: Apr 5\s–\s11, 2026$/);
    assert.equal(weekly?.mail.date?.toISOString(), '2026-04-20T05:30:00.000Z');
    assert.match(
      weekly.mail.text ?? '',
      /Open the report: https:\/\/example\.com\/report\?cer\.time-frame=2026-04-13%2F2026-04-19/,
    );
  });

  it('have the result of a run', async () => {
    const { deliver } = await createDelivery();
    const { result } = await deliver(['--to', 'jane@example.com']);
    const [, example = '{}'] = blocksOf('json');
    assert.deepEqual(Object.keys(JSON.parse(example) as object), Object.keys(result));
  });
});
