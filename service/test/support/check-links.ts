import assert from 'node:assert/strict';
import { fullAccess } from '../../serve/access.ts';
import type { Snapshot } from '../../serve/report-database.ts';
import { parseReportRequest, type Query } from '../../serve/report-parameters.ts';
import type { BruteForceReport, Scope } from './brute-force-report.ts';
import { sorted } from './snapshot.ts';

/** Compares the links of each row. */
export async function checkLinks(
  snapshot: Snapshot,
  expected: BruteForceReport,
  scope: Scope,
  query: Query,
): Promise<void> {
  for (const { campaignId, emailId } of expected.rows(scope)) {
    const [campaign, email] = [String(campaignId), String(emailId)];
    const { links, ignoredLinks, clicksWithoutLink } = await snapshot.records.links(
      BigInt(email),
      parseReportRequest({ ...query, campaign }, fullAccess),
    );
    const found = [
      ...links.map(({ url, ...counts }) => [url, false, ...Object.values(counts)]),
      ...ignoredLinks.map(({ url, reason: _, ...counts }) => [url, true, ...Object.values(counts)]),
      ...(clicksWithoutLink ? [[null, false, ...Object.values<number>({ ...clicksWithoutLink })]] : []),
    ];
    assert.deepEqual(sorted(found), sorted(expected.links(campaign, email, scope)));
  }
}
