import type { FigurePanelMessages } from '../figure-panel-messages.ts';
import type { CountColumnId } from '../../model/metrics.ts';
import { settlingIn } from './settling.ts';

const plural = (count: number, one: string, other: string) => (count === 1 ? one : other);
const people = (count: number, formatted: string) => `${formatted} ${plural(count, 'person', 'people')}`;
const activities = (name: string) => (count: number) =>
  plural(count, `${name} activity was logged.`, `${name} activities were logged.`);

/** What people of a count did. */
const did: Readonly<Record<CountColumnId, (count: number, email: string) => string>> = {
  sent: (count, email) => `${plural(count, 'was', 'were')} sent ${email}`,
  delivered: (_count, email) => `received ${email}`,
  hardBounced: () => 'hard bounced',
  softBounced: () => 'soft bounced',
  pending: (count) => `${plural(count, 'is', 'are')} pending`,
  aborted: (count) => `${plural(count, 'is', 'are')} aborted`,
  opened: (_count, email) => `opened ${email}`,
  clicked: () => 'clicked a link',
  unsubscribed: () => 'unsubscribed',
  humanOpened: (_count, email) => `opened ${email}, not counting bots`,
  humanClicked: () => 'clicked a link, not counting bots',
  privacyOpened: (_count, email) => `opened ${email} only through a mail privacy proxy`,
  personOpened: (_count, email) => `opened ${email}, not counting bots and privacy proxies`,
  tooYoung: (count, email) => `${plural(count, 'was', 'were')} sent ${email} too recently to be counted`,
};
/** Ends a parenthesis before the sentence goes on. */
const inClause = (text: string) => (text.includes(',') ? `${text},` : text);
const emailOf = (isSum: boolean) => (isSum ? 'an email' : 'the email');

/** A count as the condition of a sentence: “With 950 delivered”. */
const givenNames: Readonly<Record<CountColumnId, string>> = {
  sent: 'sent',
  delivered: 'delivered',
  hardBounced: 'hard bounced',
  softBounced: 'soft bounced',
  pending: 'pending',
  aborted: 'aborted',
  opened: 'opened',
  clicked: 'clicked',
  unsubscribed: 'unsubscribed',
  humanOpened: 'opened (no bots)',
  humanClicked: 'clicked (no bots)',
  privacyOpened: 'opened via privacy proxy',
  personOpened: 'opened (people only)',
  tooYoung: 'too young',
};

const mapCounts = <Value>(value: (id: CountColumnId) => Value) =>
  Object.fromEntries((Object.keys(did) as CountColumnId[]).map((id) => [id, value(id)])) as Record<
    CountColumnId,
    Value
  >;

/** The name of the test, its result, and the procedure where several rows were tested. */
const test = (p: string, rows: string | undefined) =>
  `two-proportion z-test at 5%, ${p}${rows ? `; Benjamini–Hochberg over ${rows} rows` : ''}`;

export const figurePanel: FigurePanelMessages = {
  item: (label, value) => `${label}: ${value}`,
  ids: (campaign, email) => `Campaign ${campaign}${email === undefined ? '' : `, email ${email}`}`,
  label: (column, row) => `How “${column}” is calculated: ${row}`,
  showDevelopment: 'Show charts',
  copy: 'Copy as text',
  copied: 'Copied.',
  notCopied: 'Couldn’t copy the text. Copy it from here:',
  textToCopy: 'Text to copy',
  close: 'Close',
  people: (id, count, formatted, isSum) => `${people(count, formatted)} ${did[id](count, emailOf(isSum))}.`,
  share: ({ numerator, denominator, count, of, isSum }, formatted, all) =>
    `${formatted} of ${people(of, all)} who ${inClause(did[denominator](of, emailOf(isSum)))} ${did[numerator](count, 'it')}.`,
  interval: (denominator, all, low, high) =>
    `With ${all} ${givenNames[denominator]}, the true rate is likely between ${low} and ${high} (95% confidence interval).`,
  uncertain: 'This rate is uncertain: the interval is wide.',
  sortCautious: (low) =>
    `It is likely at least ${low}: “Sort emails by cautious value” in the menu of the column uses that.`,
  reliableLow: (low) => `It is likely at least ${low}, which the order of the table uses.`,
  sortedCautiously: (low) => `Sorted by the cautious value: the rate is likely at least ${low}.`,
  activities: {
    all: 'Counted: all activity, bots included.',
    human: 'Counted: activity without bots.',
    person: 'Counted: activity without bots and mail privacy.',
  },
  withBots: (opens, clicks) => {
    const parts = [
      ...(opens ? [`${opens.formatted} ${plural(opens.count, 'open', 'opens')}`] : []),
      ...(clicks ? [`${clicks.formatted} ${plural(clicks.count, 'click', 'clicks')}`] : []),
    ];
    return `Counted: all activity, with ${parts.join(' and ')} flagged as bot.`;
  },
  noBotMarks: 'Counted: all activity. This data doesn’t tell bots from people.',
  points: (count, formatted) => `${formatted} percentage ${plural(count, 'point', 'points')}`,
  ...settlingIn('This figure can still change'),
  sum: (emails) => `The sum of ${emails}. A person counts once for each email.`,
  sumOfMatches: (emails) =>
    `The sum of ${emails} found by the search and the filter. A person counts once for each email.`,
  sumSoFar: (emails) => `The sum of ${emails} so far.`,
  sumOfAll: 'The sum of all emails of this campaign. A person counts once for each email.',
  sumOfSelection:
    'The sum of the emails of this campaign found by the search and the filter. A person counts once for each email.',
  parts: {
    openedByBots: (count, formatted) =>
      `${formatted} of those who opened ${plural(count, 'has', 'have')} only activity that is flagged as bot.`,
    clickedByBots: (count, formatted) =>
      `${formatted} of those who clicked ${plural(count, 'has', 'have')} only clicks that are flagged as bot.`,
    openedByProxies: (_count, formatted) =>
      `${formatted} of those who opened did so only through a mail privacy proxy.`,
  },
  rateOfSums: 'The rate divides sums. It is not an average of rates.',
  tracked: (tracked, emails) => `Opens are tracked for ${tracked} of ${emails}. The others are left out.`,
  trackedDeliveries: (_count, tracked, deliveries) =>
    `Opens are tracked for ${tracked} of ${deliveries} deliveries. The others are left out.`,
  notTracked: 'Opens of this email were not tracked, so this figure is unknown.',
  nothingToDivide: (denominator) => `“${denominator}” is 0, so there is no rate.`,
  unknown: 'The server sent no value for this figure.',
  unknownInSum: 'The value of at least one email is unknown, so the sum is, too.',
  stepsTo: (column) => `How “${column}” was counted`,
  steps: {
    ...mapCounts((id) => (count, isSum) => `${plural(count, 'person', 'people')} ${did[id](count, emailOf(isSum))}.`),
    sends: activities('Send Email'),
    sendsMerged: (count) =>
      plural(count, 'was a repeated send. A person counts once.', 'were repeated sends. A person counts once.'),
    deliveries: activities('Email Delivered'),
    deliveriesNotCounted: (count) =>
      plural(
        count,
        'repeats another one, or its person soft bounced.',
        'repeat another one, or their person soft bounced.',
      ),
    deliveriesObserved: (count) => `${plural(count, 'person has', 'people have')} an Email Delivered activity.`,
    deliveriesInferred: (count) =>
      `${plural(count, 'delivery is', 'deliveries are')} inferred: the person opened, clicked or unsubscribed.`,
    hardBounces: activities('Email Bounced'),
    hardBouncesNotCounted: (count) =>
      plural(
        count,
        'repeats another one, or its person counts as delivered.',
        'repeat another one, or their person counts as delivered.',
      ),
    softBounces: activities('Email Bounced Soft'),
    softBouncesNotCounted: (count) =>
      plural(
        count,
        'repeats another one, or its person has another outcome.',
        'repeat another one, or their person has another outcome.',
      ),
    opens: activities('Open Email'),
    opensNotCounted: (count) =>
      plural(count, 'was a repeated open of a person.', 'were repeated opens of the same people.'),
    opensObserved: (count) => `${plural(count, 'person has', 'people have')} an Open Email activity.`,
    opensInferred: (count) => `${plural(count, 'open is', 'opens are')} inferred: the person clicked or unsubscribed.`,
    clicks: activities('Click Email'),
    clicksIgnored: (count) =>
      plural(
        count,
        'was on an unsubscribe or mailto link, which does not count.',
        'were on unsubscribe or mailto links, which do not count.',
      ),
    clicksNotCounted: (count) =>
      plural(count, 'was a repeated click of a person.', 'were repeated clicks of the same people.'),
    unsubscribes: activities('Unsubscribe Email'),
    unsubscribesNotCounted: (count) =>
      plural(count, 'was a repeated unsubscribe of a person.', 'were repeated unsubscribes of the same people.'),
    openedByBots: (count) => `${plural(count, 'person has', 'people have')} only activity that is flagged as bot.`,
    clickedByBots: (count) => `${plural(count, 'person has', 'people have')} only clicks that are flagged as bot.`,
    openedDirectly: (count) =>
      `${plural(count, 'person', 'people')} also opened without a privacy proxy, clicked or unsubscribed.`,
  },
  contradictory: 'The server’s explanation doesn’t add up to this figure, so its steps are not shown.',
  loading: 'Loading the steps…',
  failed: 'Couldn’t load the steps. Check your connection and try again.',
  changed: 'The data has changed since the report loaded. Refresh the report to see the steps.',
  effects: {
    sendsSkipped: (count, formatted) =>
      `Marketo skipped ${formatted} ${plural(count, 'send', 'sends')} to these people.`,
    bouncesOverridden: (count, formatted) =>
      `${formatted} ${plural(count, 'bounce is', 'bounces are')} overridden: the person opened, clicked or unsubscribed.`,
    botOpens: (count, formatted) => `${formatted} ${plural(count, 'open is', 'opens are')} flagged as bot.`,
    botClicks: (count, formatted) => `${formatted} ${plural(count, 'click is', 'clicks are')} flagged as bot.`,
    opensUnmarked: (count, formatted) =>
      `${formatted} ${plural(count, 'open has', 'opens have')} no bot mark and ${plural(count, 'counts', 'count')} as human.`,
    clicksUnmarked: (count, formatted) =>
      `${formatted} ${plural(count, 'click has', 'clicks have')} no bot mark and ${plural(count, 'counts', 'count')} as human.`,
    privacyOpens: (count, formatted) =>
      `${formatted} ${plural(count, 'open', 'opens')} came through a mail privacy proxy. It is unknown whether a person was there.`,
    unsubscribesAttributed: (count, formatted) =>
      `${formatted} ${plural(count, 'unsubscribe was', 'unsubscribes were')} logged without a campaign. The latest send decides.`,
  },
  upTo: (formatted) => `Up to ${formatted}`,
  botPatterns: (patterns) => `Bot patterns of opens and clicks: ${patterns}.`,
  botPattern: (pattern, formatted) => `${pattern} ${formatted}`,
  noBotPattern: 'none',
  contradictoryBotPatterns: 'The server’s bot patterns don’t add up, so they are not shown.',
  comparison: {
    before: (dates, figure) => `In the compared period (${dates}): ${figure}.`,
    missing: (dates) => `The compared period (${dates}) does not have this figure.`,
    otherEmails: 'The campaign had other emails then. It is compared as a whole.',
    same: 'The figure is the same.',
    more: (amount, share) => `Now ${amount} more${share ? ` (${share})` : ''}.`,
    less: (amount, share) => `Now ${amount} less${share ? ` (${share})` : ''}.`,
    unlikeAges: 'The newer sends had less time to collect opens and clicks.',
    chooseAge: 'Compare at the same age: “Figures as of” in the time frame menu.',
    real: (p, rows) => `This difference is unlikely to be chance (${test(p, rows)}).`,
    undecided: (p, rows) => `No clear change: no difference can be told at this size (${test(p, rows)}).`,
    untested: 'This difference cannot be tested.',
  },
  elsewhere: {
    heading: 'Elsewhere in Marketo',
    delivered: (count, formatted) =>
      `The smart list filter Was Delivered Email misses ${people(count, formatted)} without an Email Delivered activity.`,
    opened: (count, formatted) =>
      `The smart list filter Opened Email finds ${people(count, formatted)}. It needs an Open Email activity, and includes bots.`,
    clicked: (_count, formatted) =>
      `The smart list filter Clicked Link in Email finds ${formatted} or more. It includes unsubscribe links and bots.`,
    clickedSame: (count, formatted) =>
      `The smart list filter Clicked Link in Email also finds ${people(count, formatted)}. It includes bots.`,
    clicks: (count, formatted) =>
      `Email Link Performance adds up the links, to at most ${formatted} ${plural(count, 'click', 'clicks')}. A person counts once for each link.`,
    hardBounced: (_count, formatted) =>
      `The smart list filter Email Bounced finds up to ${formatted} more, as it ignores later opens and clicks.`,
    softBounced: (_count, formatted) =>
      `The smart list filter Email Bounced Soft finds up to ${formatted} more, as it ignores later opens, clicks and hard bounces.`,
    pending: (_count, formatted) => `Marketo’s reports leave aborted sends in pending: ${formatted}.`,
    deletedPeople: 'Smart lists leave out people who have been deleted.',
    sums: 'A smart list counts each person once, regardless of the number of emails.',
  },
};
