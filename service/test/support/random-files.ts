import fc from 'fast-check';
import { csv, type ExtractRecord } from './import.ts';
import { restResponse } from './input-formats.ts';
import { hour, instantText } from './random-extract.ts';

/** A file of some activities: their positions in an extract, which of them differ from those in other files, and its format. */
export const randomFile = fc.record({
  chosen: fc.uniqueArray(fc.nat({ max: 124 }), { minLength: 8, maxLength: 100 }),
  hoursLater: fc.array(fc.tuple(fc.nat({ max: 99 }), fc.constantFrom(1, 30, 30)), { minLength: 10, maxLength: 40 }),
  renamed: fc.array(fc.nat({ max: 99 }), { maxLength: 4 }),
  format: fc.constantFrom('csv', 'csv', 'json'),
  run: fc.nat({ max: 2 }),
});

type Content = typeof randomFile extends fc.Arbitrary<infer Value> ? Value : never;

export interface RandomFile extends Content {
  readonly name: string;
  /** Whether versions of an activity can be of different people. */
  readonly changesPeople: boolean;
}

export function withNames(files: readonly Content[], changesPeople = true): readonly RandomFile[] {
  return files.map((file, index) => ({ ...file, changesPeople, name: `${index}.${file.format}` }));
}

/** The records of a file. */
function recordsOf(all: readonly ExtractRecord[], file: RandomFile): ExtractRecord[] {
  const records = file.chosen.flatMap((index) => all[index % all.length] ?? []);
  const unique = [...new Set(records)].map((each) => ({ ...each }));
  for (const [index, hours] of file.hoursLater) {
    const changed = unique[index];
    if (!changed) continue;
    changed.activityDate = instantText(Date.parse(changed.activityDate) + hours * hour);
    // Of another person, so that another record changes.
    if (hours === 30 && changed.activityTypeId !== '32' && file.changesPeople) changed.leadId = '5';
  }
  for (const index of file.renamed) {
    const changed = unique[index];
    // The smaller name stands.
    if (changed && changed.activityTypeId !== '32') changed.primaryAttributeValue = 'Another name';
  }
  return unique;
}

/** Imports files in up to three runs. */
export async function importFilesInto(
  all: readonly ExtractRecord[],
  files: readonly RandomFile[],
  importExtracts: (contents: Record<string, string>) => Promise<unknown>,
): Promise<void> {
  for (const each of [0, 1, 2]) {
    const contents = files
      .filter(({ run: number }) => number === each)
      .map((file): [string, string] => {
        const records = recordsOf(all, file);
        return [file.name, file.format === 'json' ? restResponse(records) : csv(records)];
      });
    if (contents.length > 0) await importExtracts(Object.fromEntries(contents));
  }
}

/** One version of each activity, the one with the earliest date. Names are not part of the comparison. */
export function keptRecords(all: readonly ExtractRecord[], files: readonly RandomFile[]): ExtractRecord[] {
  const kept = new Map<string, ExtractRecord>();
  for (const each of files.flatMap((file) => recordsOf(all, file))) {
    const known = kept.get(each.marketoGUID);
    if (!known || each.activityDate < known.activityDate) kept.set(each.marketoGUID, each);
  }
  return [...kept.values()];
}
