import { badParameter } from './problem.ts';

/** The value of people who have none in a field. */
export const noValue = '(none)';

/** Which people a report counts. */
export interface PeopleFilter {
  /** The fields of people, each with the values of which they must have one. */
  readonly fields: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly hidesDeleted: boolean;
}

/** The most fields by which one request may choose people. */
const maxFields = 20;

/**
 * Parses the values of `people`, such as `Country:France`. The same name twice means one of both values; all names must match.
 * @throws Problem with status 400 if a value has no name, or there are too many names
 */
export function parsePeople(texts: readonly string[]): PeopleFilter['fields'] {
  const fields = new Map<string, string[]>();
  for (const text of texts) {
    const end = text.indexOf(':');
    if (end < 1) {
      const given = JSON.stringify(text.slice(0, 80));
      throw badParameter('people', `people must be a name and a value, such as Country:France, not ${given}.`);
    }
    const [name, value] = [text.slice(0, end), text.slice(end + 1)];
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  if (fields.size > maxFields) throw badParameter('people', `people may have at most ${maxFields} different names.`);
  return [...fields].map(([name, values]) => ({ name, values }));
}

/** Whether a request counts only some people. */
export function choosesPeople({ fields, hidesDeleted }: PeopleFilter): boolean {
  return fields.length > 0 || hidesDeleted;
}
