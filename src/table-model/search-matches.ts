import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import type { Rows } from './rows.ts';

/** Folds a text for search: texts that should match each other fold to the same text. */
export type Fold = (text: string) => string;

/** The folded names of all rows. */
export interface FoldedNames {
  readonly campaigns: readonly string[];
  readonly emails: readonly string[];
}

/** Folds the campaign and email names of all rows. */
export function* foldNames({ length, text }: Rows, fold: Fold): SlicedTask<FoldedNames> {
  return {
    campaigns: yield* foldAll(text.campaignName, length, fold),
    emails: yield* foldAll(text.emailName, length, fold),
  };
}

function* foldAll(names: readonly string[], length: number, fold: Fold): SlicedTask<string[]> {
  const folded: string[] = [];
  yield* inSlices(
    length,
    (from, to) => {
      for (let row = from; row < to; row++) {
        const name = names[row] as string;
        // The rows of a campaign are usually consecutive.
        folded.push(row > 0 && name === names[row - 1] ? (folded[row - 1] as string) : fold(name));
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

/** Returns the rows whose campaign or email name contains the search text. */
export function* findMatches({ campaigns, emails }: FoldedNames, search: string, fold: Fold): SlicedTask<Selection> {
  const sought = fold(search.trim());
  const mask = new Uint8Array(emails.length);
  let count = 0;
  yield* inSlices(emails.length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (!(emails[row] as string).includes(sought) && !(campaigns[row] as string).includes(sought)) continue;
      mask[row] = 1;
      count += 1;
    }
  });
  return { mask, count };
}
