/** The two sorts of names that `bench/sorting.ts` compares, in Node.js and in a browser. */
import { runSync } from '../src/platform/sliced-task.ts';
import { rankNames } from '../src/table-model/sorting/name-ranks.ts';
import { namesOf, nameShapes } from '../test/support/name-shapes.ts';

export interface NameSorts {
  /** Ranks names like the element: by collation keys, verified with the collator. */
  readonly ranked: () => unknown;
  /** Sorts the distinct names with the collator, without slices. */
  readonly plain: () => unknown;
}

export function nameSorts(shapeName: string, length: number): NameSorts {
  const shape = nameShapes.find(({ name }) => name === shapeName);
  if (!shape) throw new RangeError(`There is no shape of names "${shapeName}".`);
  const names = namesOf(shape, length);
  const collator = new Intl.Collator(shape.locale, { numeric: true });
  return {
    ranked: () => runSync(rankNames(names, collator)),
    plain: () => [...new Set(names)].sort(collator.compare),
  };
}
