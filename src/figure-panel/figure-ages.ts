import type { BuiltTable } from '../loading/loaded-report.ts';
import { dayRange } from '../model/day-range.ts';
import { offeredAges } from '../model/figure-choices.ts';
import { newestSend } from '../table-model/settling.ts';
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
    offeredAges(displayed.loaded.report.head).length > 0 && hasControl('time-frame') && hasControl('compare');
  return { canChooseAge };
}

function isStillCollecting(line: Line | undefined, { loaded, table }: BuiltTable): boolean {
  const { report, scope, compared } = loaded;
  const { to, timeZone = 'UTC', dateBasis } = scope;
  const otherTo = compared?.range?.to;
  if (report.head['age'] || !to || !otherTo || to === otherTo) return false;
  const isNewer = to > otherTo;
  const endOfNewer = dayRange(isNewer ? to : otherTo, timeZone).end;
  // Only the emails of this report are known here. Selected by each send, one that was first sent long ago has recent sends, too.
  const sentAt = isNewer && dateBasis !== 'sent' ? newestFirstSend(line, table) : undefined;
  return (sentAt ?? endOfNewer) + collectingTime > report.asOf;
}

function newestFirstSend(line: Line | undefined, table: Table): number | undefined {
  if (!line || line.emails !== undefined) return newestSend(table, line);
  const sentAt = line.rows.numbers.firstSentAt[line.row] ?? NaN;
  return Number.isNaN(sentAt) ? undefined : sentAt;
}
