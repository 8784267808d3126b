import type { ReportAge, ReportResponseRow } from '../endpoint/contract.ts';
import { headOf, problem, rowsInTimeFrame, whole, type Answer, type Rows } from './responses.ts';
import { scenarioNow } from './rows.ts';

const hour = 3_600_000;
/** The ages, their length in milliseconds, and the share of the opens and clicks that have happened until then. */
const ages: Readonly<Record<ReportAge, readonly [length: number, share: number]>> = {
  '24h': [24 * hour, 0.6],
  '7d': [7 * 24 * hour, 0.9],
  '28d': [28 * 24 * hour, 1],
};
const reactions = ['opened', 'clicked', 'unsubscribed', 'humanOpened', 'humanClicked'] as const;
const noCounts = { delivered: 0, hardBounced: 0, softBounced: 0, pending: 0, aborted: 0 };

/** Returns a row at an age. At 24 hours, no send has aborted yet, and a send that is too young does not count. */
function atAge(row: ReportResponseRow, age: ReportAge): ReportResponseRow {
  const [length, share] = ages[age];
  const isTooYoung = Date.parse(row.firstSentAt ?? '') + length > scenarioNow.getTime();
  const reached = Object.fromEntries(reactions.map((id) => [id, isTooYoung ? 0 : Math.floor((row[id] ?? 0) * share)]));
  if (isTooYoung) return { ...row, ...noCounts, ...reached, sent: 0, tooYoung: row.sent };
  const { pending = 0, aborted = 0 } = row;
  const open = (pending ?? 0) + (aborted ?? 0);
  const outcome = age === '24h' ? { pending: open, aborted: 0 } : { pending: 0, aborted: open };
  return { ...row, ...outcome, ...reached, tooYoung: 0 };
}

const isAge = (text: string | null): text is ReportAge => text !== null && Object.hasOwn(ages, text);

/** Returns a report that can be counted at an age after each send, and repeats the age. */
export function atAges(rows: Rows): Answer {
  return (query) => {
    const { parameters } = query;
    const found = rowsInTimeFrame(rows(), parameters);
    const age = parameters.get('age');
    const head = { ...headOf(query, found.length), ages: Object.keys(ages) };
    return Response.json(
      isAge(age) ? { ...head, age, rows: found.map((row) => atAge(row, age)) } : { ...head, rows: found },
    );
  };
}

/** Returns a report that lists ages, and refuses each of them. */
export function refusingAges(rows: Rows): Answer {
  const refuse = problem(400, 'Bad request', 'age: the data has no times of opens.');
  const answer = whole(rows, (report) => ({ ...report, ages: Object.keys(ages) }));
  return (query) => (query.parameters.has('age') ? refuse(query) : answer(query));
}
