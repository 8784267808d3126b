import type { DuckDBValue } from '@duckdb/node-api';

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

/** Returns the links of an email from rows with the columns of the macro `email_links`, in their order. */
export function linksOf(result: readonly Readonly<Record<string, DuckDBValue>>[]): EmailLinks {
  const rows = result.map((row) => ({
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

function countsOf(row: Readonly<Record<string, DuckDBValue>>): LinkCounts {
  const [clicks, people, humanClicks, humanPeople] = ['clicks', 'people', 'humanClicks', 'humanPeople'].map((name) =>
    Number(row[name]),
  );
  return { clicks: clicks ?? 0, people: people ?? 0, humanClicks: humanClicks ?? 0, humanPeople: humanPeople ?? 0 };
}
