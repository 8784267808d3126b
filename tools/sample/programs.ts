import type { Program, Step } from './program.ts';
import type { Region } from './regions.ts';
import { BENELUX, DACH, FRANCE, GLOBAL, GULF, IBERIA, ISRAEL, JAPAN, NORDICS, UK } from './regions.ts';
import type { Role } from './languages/language.ts';

const WEBINAR: Program['steps'] = [
  { role: 'invitation', day: -14, share: 1 },
  { role: 'secondInvitation', day: -7, share: 0.8 },
  { role: 'reminder', day: -1, share: 0.18 },
  { role: 'thanks', day: 1, share: 0.12 },
  { role: 'recording', day: 3, share: 0.3 },
];

const EVENT: Program['steps'] = [
  { role: 'saveTheDate', day: -12, share: 1 },
  { role: 'lastPlaces', day: -3, share: 0.7 },
  { role: 'confirmation', day: -11, share: 0.12, trickleDays: 10 },
  { role: 'thanks', day: 2, share: 0.15 },
];

const NEWSLETTER: Program['steps'] = [
  { role: 'newsletter', day: 0, share: 0.6 },
  { role: 'newsletterProspects', day: 0, share: 0.4 },
];

const GUIDE: Program['steps'] = [
  { role: 'guide', day: 0, share: 1 },
  { role: 'guideReminder', day: 6, share: 0.7 },
];

const SURVEY: Program['steps'] = [
  { role: 'survey', day: 0, share: 1 },
  { role: 'surveyReminder', day: 5, share: 0.6 },
];

const LETTERS: Program['steps'] = [
  { role: 'letter', day: 0, share: 1 },
  { role: 'letterReminder', day: 4, share: 0.8 },
];

/** An event for few people. */
const TABLE: Program['steps'] = [
  { role: 'invitation', day: -10, share: 1, maximumSends: 24 },
  { role: 'thanks', day: 1, share: 1, maximumSends: 9 },
];

/** The same email in several languages. The first region has the largest audience. */
const inRegions = (role: Role, first: Region, ...others: Region[]): [Step, ...Step[]] => [
  { role, day: 0, share: 1, region: first },
  ...others.map((region, index) => ({ role, day: 0, share: 1 / (index + 2), region })),
];

export const PROGRAMS: readonly Program[] = [
  {
    perPeriod: 2,
    regions: [DACH],
    audience: 5,
    steps: WEBINAR,
    name: ({ month }) => `${month} Webinar DACH`,
  },
  {
    perPeriod: 4,
    regions: [UK, NORDICS],
    audience: 4,
    steps: WEBINAR,
    name: ({ month, region, topic }) => `${month} Webinar ${region.code} – ${topic.title}`,
  },
  {
    perPeriod: 3,
    regions: [FRANCE, BENELUX],
    audience: 4,
    steps: WEBINAR,
    name: ({ month, region, topic }) => `${region.code}_${month}_Webinaire « ${topic.title} »`,
  },
  {
    perPeriod: 1,
    regions: [IBERIA],
    audience: 3,
    steps: WEBINAR,
    name: ({ topic, monthName }) => `Webinar: ${topic.title} (${monthName})`,
  },
  {
    perPeriod: 1,
    regions: [GULF],
    audience: 2,
    steps: WEBINAR,
    name: ({ topic, monthName }) => `ندوة: ${topic.title} – ${monthName}`,
  },
  {
    perPeriod: 1,
    regions: [ISRAEL],
    audience: 1.5,
    steps: WEBINAR.slice(0, 3) as [Step, ...Step[]],
    name: ({ topic, monthName }) => `וובינר: ${topic.title} – ${monthName}`,
  },
  {
    perPeriod: 1,
    regions: [JAPAN],
    audience: 2.5,
    steps: WEBINAR,
    name: ({ topic, monthName }) => `ウェビナー「${topic.title}」${monthName}`,
  },
  {
    perPeriod: 5,
    regions: [DACH, FRANCE, UK, IBERIA, JAPAN, GULF],
    audience: 14,
    steps: NEWSLETTER,
    name: ({ month, region }) => `Newsletter ${month} ${region.code}`,
    resent: true,
  },
  {
    perPeriod: 4,
    regions: [GLOBAL],
    audience: 6,
    steps: [
      { role: 'announcement', day: 0, share: 1 },
      { role: 'announcement', day: 0, share: 0.6, region: DACH },
    ],
    name: ({ ordinal }) => `Product update no. ${ordinal + 40}`,
  },
  {
    perPeriod: 2,
    regions: [DACH],
    audience: 2.5,
    steps: EVENT,
    name: ({ city, year, month }) => `Hausmesse ${city}, Herbst & Winter ${year} (${month})`,
  },
  {
    perPeriod: 2,
    regions: [FRANCE],
    audience: 2.5,
    steps: EVENT,
    name: ({ city, monthName }) => `Salon de l’industrie, ${city} – ${monthName}`,
  },
  {
    perPeriod: 1,
    regions: [UK, NORDICS],
    audience: 2.5,
    steps: EVENT,
    name: ({ city, month }) => `${month} "Factory of tomorrow", ${city}`,
  },
  {
    perPeriod: 1,
    regions: [IBERIA],
    audience: 2,
    steps: EVENT,
    name: ({ city, monthName }) => `Jornada técnica en ${city}, ${monthName}`,
  },
  {
    perPeriod: 1,
    regions: [GLOBAL],
    audience: 9,
    steps: [...inRegions('announcement', UK, DACH, FRANCE, IBERIA, GULF), { role: 'tips', day: 8, share: 0.4 }],
    name: ({ ordinal }) => `🚀 Launch: Release 12.${ordinal}`,
  },
  {
    perPeriod: 3,
    regions: [DACH, UK, FRANCE],
    audience: 4,
    steps: GUIDE,
    name: ({ month, region, topic }) => `${month} Guide ${region.code} – ${topic.title}`,
  },
  {
    perPeriod: 2,
    regions: [FRANCE, BENELUX],
    audience: 3,
    steps: GUIDE,
    name: ({ topic, month }) => `${month} « Sécurité, qualité & coûts » – ${topic.title}`,
  },
  {
    perPeriod: 3,
    regions: [UK, DACH, FRANCE, JAPAN],
    audience: 2,
    steps: SURVEY,
    name: ({ region, monthName }) => `Customer survey ${region.code}, ${monthName}`,
  },
  {
    perPeriod: 2,
    regions: [GLOBAL],
    audience: 2.5,
    steps: [{ role: 'service', day: 0, share: 1 }],
    name: ({ month, ordinal }) => `${month} Maintenance window <EU-${(ordinal % 3) + 1}>`,
  },
  {
    perPeriod: 3,
    regions: [UK, FRANCE, DACH, NORDICS],
    audience: 2,
    steps: [
      { role: 'confirmation', day: 0, share: 1, trickleDays: 24 },
      { role: 'tips', day: 2, share: 0.7, trickleDays: 26 },
      { role: 'letter', day: 5, share: 0.5, trickleDays: 30 },
    ],
    name: ({ topic, region, month }) => `${month} Download follow-up ${region.code}: ${topic.title}`,
  },
  {
    perPeriod: 3,
    regions: [DACH, UK, FRANCE],
    audience: 1.2,
    steps: LETTERS,
    name: ({ month, region }) => `${month} Contract renewal ${region.code}, 60 days before`,
  },
  {
    perPeriod: 2,
    regions: [NORDICS, BENELUX, ISRAEL],
    audience: 2,
    steps: [
      { role: 'story', day: 0, share: 1 },
      { role: 'letter', day: 7, share: 0.3 },
    ],
    name: ({ region, monthName }) => `Customer story ${region.code} · ${monthName}`,
  },
  {
    perPeriod: 1,
    regions: [GLOBAL],
    audience: 0.6,
    steps: [{ role: 'newsletter', day: 0, share: 1 }],
    name: ({ month }) => `${month} R&D newsletter <internal>`,
  },
  {
    perPeriod: 1,
    onlyIn: 12,
    regions: [GLOBAL],
    audience: 12,
    steps: inRegions('season', UK, DACH, FRANCE, IBERIA, JAPAN),
    name: ({ year }) => `🎄 Season’s greetings ${year}`,
  },
  {
    perPeriod: 0.6,
    regions: [DACH],
    audience: 1.5,
    steps: EVENT,
    name: ({ month }) =>
      `${month} Partner day – joint session of the maintenance, energy and quality teams with ` +
      'the distributors from Austria, Germany and Switzerland (second date, new venue)',
  },
  {
    perPeriod: 1,
    regions: [UK],
    audience: 0.6,
    steps: TABLE,
    name: ({ city, monthName }) => `Executive round table ${city}, ${monthName}`,
  },
  {
    perPeriod: 1,
    regions: [FRANCE],
    audience: 0.6,
    steps: TABLE,
    name: ({ city, monthName }) => `Dîner des directeurs industriels, ${city} – ${monthName}`,
  },
];
