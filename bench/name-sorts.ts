/** The two ways of sorting names that `bench/sorting.ts` compares, in Node and in a browser. */
import { runSync } from '../src/platform/sliced-task.ts';
import { rankNames } from '../src/table-model/sorting/name-ranks.ts';
import { namesOf, nameShapes } from '../test/support/name-shapes.ts';

export interface NameSorts {
  /** Ranks names as the element does: by collation keys, whose order the collator proves. */
  readonly ranked: () => unknown;
  /** Sorts the distinct names with the collator, in one piece. */
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
