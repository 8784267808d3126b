import { formatInstant } from './clock.ts';
import type { SyncResult } from './sync.ts';

/** Describes the result of a run for people. */
export function describeResult(result: SyncResult): string {
  const { outcome, reason = '', notBefore, windows, activities, calls, megabytesToday } = result;
  const head = outcome === 'complete' ? 'Complete.' : `${reason}${/[.)]$/.test(reason) ? '' : '.'}`;
  return [
    head,
    notBefore === undefined ? '' : `Run sync again after ${formatInstant(Date.parse(notBefore))}.`,
    `${count(windows.imported, 'window')} imported, ${windows.remaining} left, ${windows.failed} failed;`,
    `${count(activities, 'new activity', 'new activities')}; ${count(calls, 'call')}; ${megabytesToday} MB exported today.`,
    describeLeftOut(result),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function describeLeftOut({ malformed, malformedAssets, skippedSends, withoutCampaign, total }: SyncResult): string {
  const parts = [
    { number: skippedSends, words: count(skippedSends, 'skipped send') },
    {
      number: withoutCampaign,
      words: count(withoutCampaign, 'activity without a campaign', 'activities without a campaign'),
    },
    { number: malformed, words: count(malformed, 'malformed record') },
    { number: malformedAssets, words: count(malformedAssets, 'asset without an id', 'assets without an id') },
  ].filter(({ number }) => number > 0);
  const orphans = total?.orphans ?? 0;
  return [
    parts.length === 0 ? '' : `Left out of the report: ${parts.map(({ words }) => words).join(', ')}.`,
    orphans === 0 ? '' : `In the whole database, ${count(orphans, 'activity has', 'activities have')} no send.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** Formats a number with its noun. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
