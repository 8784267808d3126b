import fc from 'fast-check';
import type { ExtractRecord } from './import.ts';
import { hour, start } from './random-extract.ts';

/** One step of a sequence: an import of a file, or a removal. */
export type Step =
  { readonly file: string; readonly records: ExtractRecord[]; readonly isRetaining: boolean } | Removal;

/** The activities, people or imported file to remove. */
export type Removal = { readonly guids: string[] } | { readonly people: string[] } | { readonly file: string };

const person = fc.integer({ min: 1, max: 5 });

const activityFields = fc.record({
  // Some are repeated, and removed. A replaced activity makes an import read those of its person again.
  guid: fc.oneof(fc.nat({ max: 40 }), fc.integer({ min: 41, max: 10_000 }), fc.integer({ min: 41, max: 10_000 })),
  person,
  hours: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(0, 24, 72)),
  type: fc.constantFrom(6, 6, 6, 7, 8, 27, 10, 10, 11, 11, 9, 9, 9),
  campaign: fc.constantFrom(1, 2, 2, 3, undefined, undefined),
  email: fc.constantFrom(1, 1, 1, 2),
  name: fc.constantFrom('', 'Invite', 'Reminder'),
  attributes: fc.record({
    'Is Bot Activity': fc.constantFrom(undefined, true, false),
    'Bot Activity Pattern': fc.constantFrom(undefined, 'IAB'),
    Link: fc.constantFrom(undefined, 'mailto:x', 'https://example.com'),
    Campaign: fc.constantFrom(undefined, undefined, undefined, 'A', 'B'),
  }),
  actionResult: fc.constantFrom('', 'succeeded', 'succeeded', 'skipped'),
});

const mergeFields = fc.record({
  guid: fc.nat({ max: 12 }),
  person,
  hours: fc.constantFrom(0, 1, 2),
  merged: fc.array(person, { minLength: 1, maxLength: 2 }),
});

/**
 * Another version of an earlier activity, by its number. Fields without a value stay the same. Campaign 0 removes the campaign. Only
 * merges use merged.
 */
const versionFields = fc.record({
  of: fc.nat(),
  person: fc.option(person, { nil: undefined }),
  hours: fc.constantFrom(undefined, undefined, 0, 1, 2),
  merged: fc.option(fc.array(person, { minLength: 1, maxLength: 2 }), { nil: undefined }),
  campaign: fc.constantFrom(undefined, undefined, undefined, 1, 2, 3, 0),
  name: fc.constantFrom(undefined, undefined, 'Invite', 'Other', ''),
});

/** The additions of an import to one group. */
const additions = fc.record({
  activities: fc.array(activityFields, { maxLength: 7 }),
  merges: fc.array(mergeFields, { maxLength: 2 }),
  versions: fc.array(versionFields, { maxLength: 2 }),
});

/** The kinds of steps. `retention` is an import that only retains people with recent activity. The others are removals. */
export type StepKind = 'import' | 'retention' | 'guids' | 'people' | 'file';

/**
 * Sequences of imports and removals of a database with many small groups of people, emails and campaigns. The groups share no ids,
 * so each is an independent sequence. A file is removed at most once.
 * @param kinds of the steps, in their order
 */
export function randomSequences(groups: number, kinds: readonly StepKind[]): fc.Arbitrary<Step[]> {
  const step = fc.record({
    additions: fc.array(additions, { minLength: groups, maxLength: groups }),
    number: fc.nat(),
  });
  return fc.array(step, { minLength: kinds.length, maxLength: kinds.length }).map((steps) => {
    const earlier: ExtractRecord[][] = Array.from({ length: groups }, () => []);
    const files: string[] = [];
    return steps.map((each, index): Step => {
      const kind = kinds[index] ?? 'import';
      if (kind !== 'import' && kind !== 'retention') return removalOf(kind, each.number, groups, files);
      const file = `${index}.csv`;
      files.push(file);
      // Activities get too old to be retained.
      const startAt = start + (kinds.includes('retention') ? index * 29 * 24 * hour : 0);
      const records = each.additions.flatMap((added, group) => recordsOf(added, group, earlier[group] ?? [], startAt));
      return { file, records, isRetaining: kind === 'retention' };
    });
  });
}

/** The id of an email or campaign of a group. */
const idOf = (group: number, number: number): string => String(10 * (group + 1) + number);

/** The id of a person of a group. A group has two to five people: the fewer, the more activities share a key. */
const personOf = (group: number, number: number): string => idOf(group, 1 + (number % (2 + (group % 4))));

/** The type of an activity. Half of the groups only have sends and unsubscribes, which several campaigns can have caused. */
const typeOf = (group: number, type: number): number => (group % 2 === 0 && type !== 9 ? 6 : type);

const survivorOf = (group: number, number: number) => ({
  leadId: personOf(group, number),
  primaryAttributeValueId: personOf(group, number),
});

const mergedText = (group: number, merged: readonly number[]): string =>
  JSON.stringify({ 'Merge IDs': merged.map((number) => Number(personOf(group, number))) });

/** Returns the records that an import adds to a group, and adds them to the earlier ones. */
function recordsOf(
  { activities, merges, versions }: typeof additions extends fc.Arbitrary<infer Added> ? Added : never,
  group: number,
  earlier: ExtractRecord[],
  startAt: number,
): ExtractRecord[] {
  const at = (hours: number): string => new Date(startAt + hours * hour).toISOString();
  const records = [
    ...activities.map((each): ExtractRecord => ({
      marketoGUID: `${each.guid}-${group}`,
      leadId: personOf(group, each.person),
      activityDate: at(each.hours),
      activityTypeId: String(typeOf(group, each.type)),
      campaignId: each.campaign === undefined ? '' : idOf(group, each.campaign),
      primaryAttributeValueId: idOf(group, each.email),
      primaryAttributeValue: each.name,
      attributes: [9, 10, 11].includes(typeOf(group, each.type)) ? JSON.stringify(each.attributes) : '',
      actionResult: typeOf(group, each.type) === 6 ? each.actionResult : '',
    })),
    ...merges.map((each): ExtractRecord => ({
      marketoGUID: `m${each.guid}-${group}`,
      ...survivorOf(group, each.person),
      activityDate: at(each.hours),
      activityTypeId: '32',
      campaignId: '',
      primaryAttributeValue: '',
      attributes: mergedText(group, each.merged),
      actionResult: '',
    })),
    ...versions.flatMap((each): ExtractRecord[] => {
      const record = earlier[each.of % Math.max(1, earlier.length)];
      if (record === undefined) return [];
      const dated = { ...record, ...(each.hours !== undefined && { activityDate: at(each.hours) }) };
      if (record.activityTypeId === '32') {
        return [
          {
            ...dated,
            ...(each.person !== undefined && survivorOf(group, each.person)),
            ...(each.merged !== undefined && { attributes: mergedText(group, each.merged) }),
          },
        ];
      }
      return [
        {
          ...dated,
          ...(each.person !== undefined && { leadId: personOf(group, each.person) }),
          ...(each.campaign !== undefined && { campaignId: each.campaign === 0 ? '' : idOf(group, each.campaign) }),
          ...(each.name !== undefined && { primaryAttributeValue: each.name }),
        },
      ];
    }),
  ];
  earlier.push(...records);
  return records;
}

/** Returns a removal of an activity and a merge of each group, of a person of each second group, or of a file. */
function removalOf(kind: 'guids' | 'people' | 'file', number: number, groups: number, files: string[]): Removal {
  const all = Array.from({ length: groups }, (_, group) => group);
  if (kind === 'file') return { file: files.splice(number % files.length, 1).join() };
  if (kind === 'guids') {
    return {
      guids: all.flatMap((group) => [`${(number + group) % 41}-${group}`, `m${(number + group) % 13}-${group}`]),
    };
  }
  const chosen = all.filter((group) => group % 2 === number % 2);
  return { people: chosen.map((group) => personOf(group, number + group)) };
}
