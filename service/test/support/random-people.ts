import fc from 'fast-check';
import { noValue } from '../../serve/people-filter.ts';
import type { TestDatabase } from './import.ts';

/** A person of a random extract, with the fields of Marketo. */
export interface Person {
  readonly Country: string;
  readonly Segment: string;
  readonly isDeleted: boolean;
}

const ids = ['1', '2', '3', '4', '5'];
const person: fc.Arbitrary<Person> = fc.record({
  Country: fc.constantFrom('France', 'Spain', ''),
  Segment: fc.constantFrom('a:b', 'c', ''),
  isDeleted: fc.boolean(),
});

/** One for each person of random extracts. */
export const people = fc.array(person, { minLength: ids.length, maxLength: ids.length });

/** Parameters that choose people. */
export interface Choice {
  readonly people: readonly string[];
  readonly deleted: 'hide' | undefined;
}

export const choice: fc.Arbitrary<Choice> = fc.record({
  people: fc.subarray(['Country:France', 'Country:Spain', `Country:${noValue}`, 'Segment:a:b', `Segment:${noValue}`]),
  deleted: fc.constantFrom('hide', undefined),
});

/** The values of all people as a file. */
export function peopleFile(people: readonly Person[]): string {
  const lines = people.map(({ Country, Segment }, index) => `${ids[index] ?? ''},${Country},${Segment}`);
  return ['id,Country,Segment', ...lines, ''].join('\n');
}

/** The deletions of people as a response of the REST API. */
export function deletionsOf(people: readonly Person[]): string {
  const result = ids
    .filter((_, index) => people[index]?.isDeleted)
    .map((leadId) => ({
      ...{ marketoGUID: `deletion-${leadId}`, leadId, activityTypeId: 37, activityDate: '2026-03-20T00:00:00Z' },
    }));
  return JSON.stringify({ success: true, result });
}

/** Reads the parameters independently of the service: a person matches all names, each with one of its values. */
export function isChosenBy(query: Choice, people: readonly Person[]) {
  return (id: string): boolean => {
    const { isDeleted, ...fields } = people[ids.indexOf(id)] ?? { isDeleted: false, Country: '', Segment: '' };
    const names = new Set(query.people.map((text) => text.replace(/:.*/, '') as keyof typeof fields));
    const matches = [...names].every((name) => query.people.includes(`${name}:${fields[name] || noValue}`));
    return matches && !(query.deleted === 'hide' && isDeleted);
  };
}

/** Returns the ids that belong to the same persons after merges. */
export async function idsOfPersons(database: TestDatabase, given: readonly string[]): Promise<string[]> {
  const survivors = new Map(
    (await database.query('FROM survivors')).map(({ lead_id, person_id }) => [String(lead_id), String(person_id)]),
  );
  const personOf = (id: string): string => survivors.get(id) ?? id;
  const persons = new Set(given.map(personOf));
  return ids.filter((id) => persons.has(personOf(id)));
}
