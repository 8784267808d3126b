import {
  DAY,
  EXTRACT_TIME_OF_DAY,
  HOUR,
  MINUTE,
  MONTHS_OF_HISTORY,
  businessDay,
  fullDate,
  isoMonth,
  monthName,
  seasonOf,
  startOfMonth,
  zonedInstant,
} from './calendar.ts';
import { PALETTES } from './email-templates/content.ts';
import type { Program, Step } from './program.ts';
import { PROGRAMS } from './programs.ts';
import { DAY_BEFORE_PROGRAM, LAST_DAY_PROGRAM, STANDING_PROGRAMS } from './standing-programs.ts';
import type { Random } from './random.ts';
import type { Region } from './regions.ts';
import { engagementOf, isOnSite, senderOf, subjectOf } from './email-roles.ts';
import type { Coverage, Mailing, SampleCampaign, SampleEmail, SamplePlan, SampleProgram } from './model.ts';
import type { Topic } from './languages/language.ts';

const PERIOD = 30 * DAY;
const FULL_PERIODS = 3;
const UPCOMING_DAYS = 12;
/** Older periods have fewer programs, because reports are mostly read for recent weeks. */
const OLDER_SHARE = 0.4;
/** The minimum audience of a mailing, in the unit of the programs' audiences. */
const MINIMUM_AUDIENCE = 0.6;
const ARCHIVED_AFTER = 240 * DAY;
/** Of campaigns that started before the data begins, there are opens without their sends. */
const EARLIER_DAYS = 14;
const GAP_DAYS_AGO = 23;

/**
 * Plans all campaigns, emails and mailings, oldest first. Their number does not depend on the number of activities.
 * @param until midnight UTC of the last day
 */
export function planSample(until: number, random: Random): SamplePlan {
  const builder = new PlanBuilder(until, random);
  for (const program of STANDING_PROGRAMS) builder.add(program, until - program.startedDaysAgo * DAY);
  for (let period = periodsBefore(until) - 1; period >= 0; period -= 1) builder.addPeriod(period);
  builder.addUpcoming();
  builder.add(DAY_BEFORE_PROGRAM, until - DAY, { headStart: false, isExact: true });
  builder.add(LAST_DAY_PROGRAM, until, { headStart: true, isExact: true });
  return builder;
}

function periodsBefore(until: number): number {
  return Math.floor((until - startOfMonth(until, -MONTHS_OF_HISTORY)) / PERIOD);
}

function coverageUntil(until: number): Coverage {
  const gapFrom = until - GAP_DAYS_AGO * DAY + 20 * HOUR;
  return {
    from: until - periodsBefore(until) * PERIOD,
    to: until + EXTRACT_TIME_OF_DAY,
    gap: { from: gapFrom, to: gapFrom + 6 * HOUR },
  };
}

class PlanBuilder implements SamplePlan {
  readonly coverage: Coverage;
  readonly programs: SampleProgram[] = [];
  readonly campaigns: SampleCampaign[] = [];
  readonly emails: SampleEmail[] = [];
  readonly mailings: Mailing[] = [];
  private readonly names = new Set<string>();
  private readonly ordinals = new Map<Program, number>();
  private readonly until: number;
  private readonly random: Random;

  constructor(until: number, random: Random) {
    this.until = until;
    this.coverage = coverageUntil(until);
    this.random = random;
  }

  addPeriod(period: number): void {
    const start = this.until - (period + 1) * PERIOD;
    const share = period < FULL_PERIODS ? 1 : OLDER_SHARE * seasonOf(start + PERIOD / 2);
    for (const program of PROGRAMS) {
      if (program.onlyIn && program.onlyIn !== new Date(start + PERIOD / 2).getUTCMonth() + 1) continue;
      const count = Math.floor(program.perPeriod * share + this.random.next());
      this.addSeries(program, start, count, 30);
    }
  }

  /** Adds programs of the next two weeks that already send emails. */
  addUpcoming(): void {
    for (const program of PROGRAMS) {
      if (!program.steps.some((step) => step.day < -UPCOMING_DAYS / 2)) continue;
      this.addSeries(
        program,
        this.until,
        Math.floor((program.perPeriod * UPCOMING_DAYS) / 30 + this.random.next()),
        UPCOMING_DAYS,
      );
    }
  }

  private addSeries(program: Program, start: number, count: number, length: number): void {
    const days = Array.from({ length: count }, () => this.random.integer(1, length)).sort((a, b) => a - b);
    for (const day of days) this.add(program, businessDay(start + day * DAY));
  }

  /** @param mainDay the day of the event, or of the first email of other programs */
  add(program: Program, mainDay: number, { headStart = this.random.chance(0.06), isExact = false } = {}): void {
    const ordinal = (this.ordinals.get(program) ?? 0) + 1;
    this.ordinals.set(program, ordinal);
    const region = program.regions[(ordinal - 1) % program.regions.length] ?? program.regions[0];
    const topics = region.language.topics;
    const topic = topics[(ordinal - 1 + PROGRAMS.indexOf(program)) % topics.length] ?? topics[0];
    const campaign = this.addCampaign(program, region, topic, mainDay, ordinal);
    const audience = program.audience * this.random.logNormal(0.5);
    const mailings = program.steps.map((step) =>
      this.addMailing(campaign, this.addEmail(campaign, step, region, topic, mainDay), step, region, {
        ...{ mainDay, headStart, isExact },
        weight: audience * step.share,
      }),
    );
    const first = mailings[0];
    if (program.resent && first && this.random.chance(0.5)) this.resend(first);
  }

  private addCampaign(
    program: Program,
    region: Region,
    topic: Topic,
    mainDay: number,
    ordinal: number,
  ): SampleCampaign {
    const month = isoMonth(mainDay);
    const nameIn = (city: string): string =>
      program.name({
        month,
        year: month.slice(0, 4),
        monthName: monthName(mainDay, region.language.code),
        ordinal,
        region,
        topic,
        city,
      });
    const { cities } = region;
    const names = cities.map((_, index) => nameIn(cities[(ordinal + index) % cities.length] ?? cities[0]));
    const unused = names.find((name) => !this.names.has(name));
    const name = this.unique(unused ?? `${names[0]} – ${topic.title}`);
    const standing = program.steps.every((step) => (step.trickleDays ?? 0) > 100);
    const archived = !standing && (this.until - mainDay > ARCHIVED_AFTER || this.random.chance(0.03));
    const parent = `${region.folder}/${standing ? 'Always on' : month.slice(0, 4)}`;
    const { workspace } = region;
    const folder = archived ? `Archive/${parent}` : parent;
    const isTrigger = program.steps[0].trickleDays !== undefined && !program.weekly;
    const createdAt = mainDay - 30 * DAY + this.random.integer(8 * 60, 17 * 60) * MINUTE;
    const shared = { name, folder, workspace, createdAt };
    const campaign: SampleCampaign = {
      ...{ ...shared, archived },
      id: 1001 + this.campaigns.length * 3,
      program: program.outsidePrograms
        ? undefined
        : this.addProgram({ ...shared, channel: isTrigger ? 'Nurture' : 'Email Send' }),
      kind: program.weekly ? 'weekly' : isTrigger ? 'trigger' : 'batch',
      listed: this.campaigns.length % 97 !== 60 || mainDay > this.until - PERIOD,
    };
    this.campaigns.push(campaign);
    return campaign;
  }

  private addProgram(properties: Omit<SampleProgram, 'id'>): SampleProgram {
    // Some folders have the same ids: programs and folders are counted separately.
    const program = { ...properties, id: 311 + this.programs.length * 2 };
    this.programs.push(program);
    return program;
  }

  private addEmail(
    campaign: SampleCampaign,
    step: Step,
    programRegion: Region,
    programTopic: Topic,
    mainDay: number,
  ): SampleEmail {
    const region = step.region ?? programRegion;
    const { language } = region;
    const topic = step.region ? this.random.pick(language.topics) : programTopic;
    const suffix = step.region ? ` ${language.code.toUpperCase()}` : '';
    // Marketo names an email after its program, with a dot.
    const prefix = campaign.program ? `${campaign.program.name}.` : `${campaign.name} – `;
    const name = `${prefix}${language.roleNames[step.role]}${suffix}`;
    const id = 2011 + this.emails.length * 2;
    const fromName = language.senders[senderOf(step.role)];
    const email: SampleEmail = {
      id,
      name: this.unique(name),
      ...(id % 59 === 4 && { previous: { name: `${name} (draft)`, until: this.until - 60 * DAY } }),
      content: {
        emailId: id,
        language,
        role: step.role,
        topic,
        others: otherTopics(topic, language.topics),
        subject: subjectOf(step.role, language, topic),
        preheader: topic.summary,
        fromName,
        day: fullDate(mainDay, language.code),
        place: isOnSite(step.role) ? cityOf(campaign, region) : language.labels.online,
        palette: this.random.pick(PALETTES),
        variant: this.random.integer(1, 60),
      },
      parts: partsOf(id),
      openTracked: id % 47 !== 9,
      workspace: campaign.workspace,
      createdAt: campaign.createdAt + 2 * HOUR,
    };
    this.emails.push(email);
    return email;
  }

  private addMailing(
    campaign: SampleCampaign,
    email: SampleEmail,
    step: Step,
    programRegion: Region,
    plan: { mainDay: number; weight: number; headStart: boolean; isExact: boolean },
  ): Mailing {
    const region = step.region ?? programRegion;
    const plannedDay = plan.mainDay + step.day * DAY;
    const day = step.trickleDays || plan.isExact ? plannedDay : businessDay(plannedDay);
    const startsAt = zonedInstant(day, (8.5 + 0.25 * this.random.integer(0, 30)) * HOUR, region.zone);
    const length = step.trickleDays ? step.trickleDays * DAY : this.random.integer(5, 90) * MINUTE;
    const headStart = plan.headStart && !step.trickleDays;
    const loggedAt = headStart ? startsAt - 12 * HOUR : startsAt;
    const { from, to } = this.coverage;
    const endsAt = loggedAt + length;
    const mailing: Mailing = {
      ...{ campaign, email, region, headStart, endsAt },
      startsAt: Math.max(loggedAt, from - EARLIER_DAYS * DAY),
      pace: campaign.kind === 'weekly' ? 'weekly' : step.trickleDays ? 'trickle' : 'burst',
      weight: Math.max(MINIMUM_AUDIENCE, plan.weight) * this.shareSoFar(step, loggedAt),
      maximumSends: step.maximumSends ?? Infinity,
      engagement: engagementOf(step.role, this.random),
    };
    if (loggedAt < to && endsAt > from) this.mailings.push(mailing);
    return mailing;
  }

  /** Returns the share of a mailing that has been sent by the end of the data. */
  private shareSoFar(step: Step, startsAt: number): number {
    const elapsed = this.until + EXTRACT_TIME_OF_DAY - startsAt;
    if (step.trickleDays) return Math.min(1, elapsed / (Math.min(step.trickleDays, 90) * DAY));
    return elapsed < 12 * HOUR ? 0.4 : 1;
  }

  /** Sends an email again four days later, by another campaign. */
  private resend(mailing: Mailing): void {
    const { campaign } = mailing;
    const name = this.unique(`${campaign.name}, resend`);
    const resend = { ...campaign, id: 1001 + this.campaigns.length * 3, name };
    this.campaigns.push(resend);
    const startsAt = businessDay(mailing.startsAt + 4 * DAY);
    if (startsAt >= this.until + EXTRACT_TIME_OF_DAY) return;
    this.mailings.push({
      ...mailing,
      campaign: resend,
      startsAt,
      endsAt: startsAt + 30 * MINUTE,
      headStart: false,
      weight: mailing.weight * 0.6,
      engagement: { ...mailing.engagement, open: mailing.engagement.open * 0.6 },
    });
  }

  private unique(name: string): string {
    let candidate = name;
    for (let copy = 2; this.names.has(candidate); copy += 1) candidate = `${name} (${copy})`;
    this.names.add(candidate);
    return candidate;
  }
}

function cityOf(campaign: SampleCampaign, region: Region): string {
  return region.cities.find((city) => campaign.name.includes(city)) ?? region.cities[0];
}

function otherTopics(topic: Topic, topics: readonly Topic[]): [Topic, Topic] {
  const index = topics.indexOf(topic);
  const next = (distance: number): Topic => topics[(index + distance) % topics.length] ?? topic;
  return [next(1), next(2)];
}

function partsOf(id: number): SampleEmail['parts'] {
  if (id % 83 === 7) return 'none';
  if (id % 61 === 5) return 'asset only';
  if (id % 37 === 3) return 'text';
  return id % 3 === 0 ? 'html' : 'html and text';
}
