import { DAY, isoInstant } from './calendar.ts';
import type { Random } from './random.ts';
import { GLOBAL, REGIONS } from './regions.ts';
import type { Region } from './regions.ts';

const FIRST_ID = 1_000_000;
/** The ids of each region. */
const IDS = 100_000;
/** Possible numbers of people in a region: primes, so that each stride reaches all of them. */
const POPULATIONS = [2003, 5003, 20_011, 60_013] as const;
/** The person who remains after a merge has the id of the merged one plus this number. */
const SURVIVOR = 8_000_000;

const INDUSTRIES = [
  'Automotive',
  'Chemicals',
  'Energy',
  'Food and beverages',
  'Machinery',
  'Pharmaceuticals',
  'Utilities',
];
const COMPANIES = [
  ...['hartmann-werke', 'ateliers-dubois', 'northgate-tools', 'iberforja', 'fjord-energi', 'gent-plastics'],
  ...['alpen-pumpen', 'moulins-du-sud', 'severn-foods', 'kyoto-seiki', 'delta-water', 'rhone-chimie'],
];

/** Picks people of a region in a random order. Repeats a person only after all others have been picked. */
export class Audience {
  private readonly firstId: number;
  private readonly population: number;
  private readonly stride: number;
  private position: number;

  /** @param activities the number of activities of the sample */
  constructor(region: Region, activities: number, random: Random) {
    this.firstId = FIRST_ID + REGIONS.indexOf(region) * IDS;
    this.population = POPULATIONS.find((population) => population >= activities / 40) ?? POPULATIONS[3];
    this.position = random.integer(0, this.population - 1);
    this.stride = random.integer(1, this.population - 1);
  }

  next(): number {
    this.position = (this.position + this.stride) % this.population;
    return this.firstId + this.position;
  }
}

export function survivorOf(leadId: number): number {
  return leadId + SURVIVOR;
}

/** Returns the content of `people.csv`, a Bulk Lead Extract of people in the order of their ids. */
export function peopleFile(ids: ReadonlySet<number>, random: Random): string {
  const seed = random.integer(0, 2 ** 31);
  const lines = [...ids].sort((a, b) => a - b).map((id) => personLine(id, seed));
  return `id,country,industry,email\n${lines.join('')}`;
}

/** Returns the content of `deletions.json`: people who were deleted in the last two weeks, as the REST API lists them. */
export function deletionsResponse(ids: ReadonlySet<number>, until: number, random: Random): object {
  const sorted = [...ids].sort((a, b) => a - b);
  const result = sorted
    .filter(() => random.chance(0.006))
    .map((leadId, index) => ({
      id: 910_000 + index,
      marketoGUID: String(910_000 + index),
      leadId,
      activityDate: isoInstant(until - random.between(0, 14 * DAY)),
      activityTypeId: 37,
      campaignId: null,
      primaryAttributeValueId: leadId,
      primaryAttributeValue: `Person ${leadId}`,
      attributes: [],
    }));
  return {
    requestId: 'a3f1#19ab2c4d5e7',
    result,
    success: true,
    nextPageToken: 'WQV2VQVPPCKHC6AQYVK7JDSA3I==',
    moreResult: false,
  };
}

/** Formats a person. Few people have no country. */
function personLine(id: number, seed: number): string {
  const original = id >= FIRST_ID + SURVIVOR ? id - SURVIVOR : id;
  const { countries } = REGIONS[Math.floor((original - FIRST_ID) / IDS)] ?? GLOBAL;
  let number = mix(original ^ seed);
  const pick = (choices: readonly string[]): string => {
    const choice = choices[number % choices.length] ?? '';
    number = Math.floor(number / choices.length);
    return choice;
  };
  const [country, industry, company] = [pick(countries), pick(INDUSTRIES), pick(COMPANIES)];
  return `${id},${number % 17 === 0 ? '' : country},${industry},person.${id}@${company}.example\n`;
}

/** Scrambles the bits of an integer. */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
