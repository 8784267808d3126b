import type { DataNotesMessages } from '../i18n/data-notes-messages.ts';
import type { TableMessages } from '../i18n/table-messages.ts';
import { canSortByLow } from '../table-model/sorting/lower-bounds.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { RenderContext } from '../ui/render-context.ts';

/** A limit of the order of the rows, and a better order. */
export interface SortNote {
  readonly text: string;
  /** The label of the button. */
  readonly action: string;
  /** Returns the view with the other order. */
  readonly apply: (view: ViewState) => ViewState;
}

/**
 * Returns a note while the highest rates of several rows are first: they may be so by chance, and those of campaigns hide that of the best email.
 * It offers to sort emails by the cautious value, and says what that means.
 */
export function sortNoteOf(
  { view, displayed, localization: { columnSet } }: RenderContext,
  { campaignsByChance, emailsByChance, campaignsCautious, emailsCautious }: DataNotesMessages,
  { sortCautious, groupByCampaign }: TableMessages,
): SortNote | undefined {
  const [key] = view.sort;
  if (!displayed || displayed.table.matchCount < 2 || !key?.descending) return undefined;
  if (!canSortByLow(key.column, columnSet, displayed.loaded.report)) return undefined;
  const isGrouped = view.groupBy === 'campaign';
  if (key.isLow && !isGrouped)
    return {
      ...{ text: emailsCautious, action: groupByCampaign },
      apply: (current) => ({ ...current, groupBy: 'campaign' }),
    };
  const [byChance, cautious] = isGrouped ? [campaignsByChance, campaignsCautious] : [emailsByChance, emailsCautious];
  return {
    ...{ text: key.isLow ? cautious : byChance, action: sortCautious },
    apply: (current) => ({ ...current, sort: [{ ...key, isLow: true }], groupBy: 'none' }),
  };
}
