import type { BuiltTable } from '../loading/loaded-report.ts';
import { dayRange } from '../model/day-range.ts';
import { offeredAges } from '../model/offered-ages.ts';
import type { Line, Table } from '../table-model/table.ts';
import type { RenderContext } from '../ui/render-context.ts';

/** The time after which few opens and clicks follow, in milliseconds. It is the longest age of counts. */
const collectingTime = 28 * 24 * 3_600_000;

/** Why a figure and the one that it is compared with are not of the same age. */
export interface UnlikeAges {
  /** Whether the reader can compare counts at the same age. */
  readonly canChooseAge: boolean;
}

/**
 * Returns whether the newer sends of a comparison still collect opens and clicks: the last of them was less than 28 days
 * before the end of the data. Returns `undefined` if not, and at an age.
 */
export function unlikeAgesOf(
  line: Line | undefined,
  { displayed, hasControl }: Pick<RenderContext, 'displayed' | 'hasControl'>,
): UnlikeAges | undefined {
  if (!displayed || !isStillCollecting(line, displayed)) return undefined;
  const canChooseAge =
    offeredAges(displayed.loaded.report).length > 0 && hasControl('time-frame') && hasControl('compare');
  return { canChooseAge };
}

function isStillCollecting(line: Line | undefined, { loaded, table }: BuiltTable): boolean {
  const { report, scope, compared } = loaded;
  const { to, timeZone = 'UTC', dateBasis } = scope;
  const otherTo = compared?.range?.to;
  if (report.head['age'] || !to || !otherTo || to === otherTo) return false;
  const isNewer = to > otherTo;
  // Selected by each send, an email that was first sent long ago has recent sends, too.
  const newestSend = isNewer && dateBasis !== 'sent' ? newestFirstSend(line, table) : undefined;
  return (newestSend ?? dayRange(isNewer ? to : otherTo, timeZone).end) + collectingTime > report.asOf;
}

/** Returns the first send of the newest email of a line, or of the total; `undefined` if it is unknown. */
function newestFirstSend(line: Line | undefined, { emails, mask }: Table): number | undefined {
  if (line && line.emails === undefined) return known(line.rows.numbers.firstSentAt[line.row]);
  if (!emails) return undefined;
  const campaign = line?.rows.text.campaignId[line.row];
  const { text, numbers, length } = emails;
  let newest = NaN;
  for (let row = 0; row < length; row++) {
    if (mask?.[row] === 0 || (line && text.campaignId[row] !== campaign)) continue;
    const sentAt = numbers.firstSentAt[row] as number;
    if (!(sentAt <= newest)) newest = Number.isNaN(sentAt) ? newest : sentAt;
  }
  return known(newest);
}

const known = (instant = NaN): number | undefined => (Number.isNaN(instant) ? undefined : instant);
