import type { Program, Step } from './program.ts';
import type { Region } from './regions.ts';
import { DACH, FRANCE, GLOBAL, GULF, IBERIA, JAPAN, UK } from './regions.ts';

/** Always sent on the last day of the sample, with Head Start. */
export const LAST_DAY_PROGRAM: Program = {
  perPeriod: 0,
  regions: [DACH],
  audience: 8,
  steps: [{ role: 'announcement', day: 0, share: 1 }],
  name: ({ month }) => `${month} Kundentag – Programm & Anmeldung`,
};

/** Always sent on the day before: most of its opens are still to come. */
export const DAY_BEFORE_PROGRAM: Program = {
  perPeriod: 0,
  regions: [FRANCE],
  audience: 6,
  steps: [{ role: 'announcement', day: 0, share: 1 }],
  name: ({ monthName }) => `Portes ouvertes – ${monthName}`,
};

/** Programs that started months ago and are still sending. Two of them started before the data begins. */
export const STANDING_PROGRAMS: readonly (Program & { readonly startedDaysAgo: number })[] = [
  ...[UK, DACH, FRANCE, IBERIA].map((region, index) => ({
    startedDaysAgo: 480 - index * 100,
    perPeriod: 0,
    regions: [region] as [Region],
    audience: 9 - index,
    steps: [
      { role: 'welcome', day: 0, share: 1, trickleDays: 999 },
      { role: 'tips', day: 7, share: 0.8, trickleDays: 999 },
      { role: 'guide', day: 14, share: 0.7, trickleDays: 999 },
      { role: 'story', day: 21, share: 0.6, trickleDays: 999 },
      { role: 'letter', day: 28, share: 0.5, trickleDays: 999 },
      { role: 'survey', day: 42, share: 0.4, trickleDays: 999 },
    ] as [Step, ...Step[]],
    name: () => `Nurture ${region.code} – ${region.language.topics[1].title}`,
  })),
  ...[UK, FRANCE, DACH, GULF, JAPAN].map((region, index) => ({
    startedDaysAgo: 410 - index * 40,
    perPeriod: 0,
    regions: [region] as [Region],
    audience: 4,
    steps: [{ role: 'confirmation', day: 0, share: 1, trickleDays: 999 }] as [Step],
    name: () => `Contact form auto-reply ${region.code}`,
    outsidePrograms: true,
  })),
  ...(
    [
      [UK, 'Weekly parts offer'],
      [FRANCE, 'Offre de la semaine, pièces détachées'],
    ] as const
  ).map(([region, name]) => ({
    startedDaysAgo: 300,
    perPeriod: 0,
    regions: [region] as [Region],
    audience: 40,
    steps: [{ role: 'announcement', day: 0, share: 1, trickleDays: 999 }] as [Step],
    name: () => name,
    weekly: true,
  })),
  {
    startedDaysAgo: 460,
    perPeriod: 0,
    regions: [GLOBAL],
    audience: 7,
    steps: [
      { role: 'welcome', day: 0, share: 1, trickleDays: 999 },
      { role: 'tips', day: 3, share: 0.9, trickleDays: 999 },
      { role: 'letter', day: 12, share: 0.7, trickleDays: 999 },
    ],
    name: () => 'Trial onboarding',
  },
];
