import type { ColumnSet } from '../model/columns.ts';
import type { ReportText } from '../model/report.ts';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import type { Rows } from './rows.ts';

/** Folds a text for search: texts that should match each other fold to the same text. */
export type Fold = (text: string) => string;

/** The folded texts of all rows, column by column. */
export type FoldedTexts = readonly (readonly string[])[];

/** Folds the texts of all rows that a search looks into: the names of emails and campaigns, folders, and extra columns. */
export function* foldTexts({ length, text }: Rows, { searchedIds }: ColumnSet, fold: Fold): SlicedTask<FoldedTexts> {
  const folded: (readonly string[])[] = [];
  for (const id of searchedIds) folded.push(yield* foldAll(text[id] ?? [], length, fold));
  return folded;
}

function* foldAll(texts: ReportText[string], length: number, fold: Fold): SlicedTask<string[]> {
  const folded: string[] = [];
  yield* inSlices(
    length,
    (from, to) => {
      for (let row = from; row < to; row++) {
        const value = texts[row];
        // The rows of a campaign are usually consecutive.
        folded.push(row > 0 && value === texts[row - 1] ? (folded[row - 1] as string) : fold(String(value ?? '')));
      }
    },
    foldsBetweenPauses,
  );
  return folded;
}

const foldsBetweenPauses = 2048;

/** A subset of the rows of a report. */
export interface Selection {
  /** 1 for each row in the subset, otherwise 0. */
  readonly mask: Uint8Array;
  readonly count: number;
}

/** Returns the rows of which a text contains the search text. */
export function* findMatches(texts: FoldedTexts, length: number, search: string, fold: Fold): SlicedTask<Selection> {
  const sought = fold(search.trim());
  const mask = new Uint8Array(length);
  let count = 0;
  for (const column of texts) {
    yield* inSlices(length, (from, to) => {
      for (let row = from; row < to; row++) {
        if (mask[row] === 1 || !(column[row] as string).includes(sought)) continue;
        mask[row] = 1;
        count += 1;
      }
    });
  }
  return { mask, count };
}
