import type { DuckDBValue } from '@duckdb/node-api';
import { ageArgument } from './age.ts';
import { recordSource } from './people-sql.ts';
import type { Snapshot } from './report-database.ts';
import type { ReportRequest } from './report-parameters.ts';
import { scopeArguments } from './report-sql.ts';

interface LinkCounts {
  readonly clicks: number;
  readonly people: number;
  readonly humanClicks: number;
  readonly humanPeople: number;
}

/** The clicks in an email. People are distinct for each link, so they do not add up. */
export interface EmailLinks {
  readonly links: readonly (LinkCounts & { readonly url: string })[];
  /** Links whose clicks do not count as Clicked Link. */
  readonly ignoredLinks: readonly (LinkCounts & { readonly url: string; readonly reason: string })[];
  readonly clicksWithoutLink?: LinkCounts;
}

/** Reads the links of an email, as clicked by the people whom a report counts: in one campaign, or in all of them. */
export async function readLinks({ connection }: Snapshot, email: bigint, request: ReportRequest): Promise<EmailLinks> {
  const { cte, values } = recordSource(request);
  const result = await connection.run(
    `WITH ${cte} clicked AS (FROM email_links($email, $campaign, ${scopeArguments(request)}${ageArgument(request.age)}))
     FROM clicked ORDER BY clicks DESC, url`,
    { ...values, email, campaign: request.filter.campaigns[0] ?? null },
  );
  const rows = (await result.getRowObjects()).map((row) => ({
    url: textOf(row['url']),
    reason: textOf(row['reason']),
    counts: countsOf(row),
  }));
  const withUrl = rows.flatMap(({ url, ...rest }) => (url === undefined ? [] : [{ url, ...rest }]));
  const withoutLink = rows.find(({ url }) => url === undefined)?.counts;
  return {
    links: withUrl.flatMap(({ url, reason, counts }) => (reason === undefined ? [{ url, ...counts }] : [])),
    ignoredLinks: withUrl.flatMap(({ url, reason, counts }) =>
      reason === undefined ? [] : [{ url, reason, ...counts }],
    ),
    ...(withoutLink && { clicksWithoutLink: withoutLink }),
  };
}

function textOf(value: DuckDBValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function countsOf(row: Record<string, DuckDBValue>): LinkCounts {
  const [clicks, people, humanClicks, humanPeople] = ['clicks', 'people', 'humanClicks', 'humanPeople'].map((name) =>
    Number(row[name]),
  );
  return { clicks: clicks ?? 0, people: people ?? 0, humanClicks: humanClicks ?? 0, humanPeople: humanPeople ?? 0 };
}
