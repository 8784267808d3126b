import type { Activity } from './activity.ts';
import { ACTIVITY } from './activity.ts';
import type { Visitor } from './attributes.ts';
import { MailingAttributes, person, privacyProxy, scanner } from './attributes.ts';
import { DAY, HOUR, MINUTE, SECOND, isWeekend, weekStart, zonedInstant } from './calendar.ts';
import { survivorOf } from './people.ts';
import type { Random } from './random.ts';
import type { Coverage, Mailing } from './model.ts';

// Shares of all sends.
const LOST = 0.002;
const SOFT_BOUNCED_FIRST = 0.012;
const DELAYED = 0.014;
/** Delivered with an earlier date than the send. */
const DELIVERED_EARLY = 0.02;
const WITHOUT_CAMPAIGN = 0.002;
/** The share of sends that a person opens to whom the email was not sent. */
const OPENED_BY_OTHERS = 0.0006;
/** The share of deliveries whose images a mail privacy proxy loads. */
const PROXIED = 0.12;
/** The share of sends after which the person is merged into another one. */
const MERGED = 0.0003;
const UNSUBSCRIBED_WITHOUT_CAMPAIGN = 0.3;

/** Simulates the activities of a mailing: sends, deliveries, bounces, opens, clicks and unsubscribes. */
export class MailingSimulation {
  private readonly attributes: MailingAttributes;
  private readonly countingLinks: readonly string[];
  private readonly contactLink: string | undefined;
  private readonly unsubscribeLink: string | undefined;
  private readonly mailing: Mailing;
  private readonly random: Random;
  private readonly coverage: Coverage;
  private readonly record: (activity: Activity) => void;
  private campaignId: string;
  private hasSent = false;

  /**
   * @param links the URLs of the links of the email
   * @param coverage the time of the data; activities that it does not cover are left out
   * @param record called with each activity, in any order
   */
  constructor(
    mailing: Mailing,
    links: readonly string[],
    random: Random,
    coverage: Coverage,
    record: (activity: Activity) => void,
  ) {
    this.mailing = mailing;
    this.random = random;
    this.coverage = coverage;
    this.record = record;
    this.campaignId = String(mailing.campaign.id);
    this.attributes = new MailingAttributes(mailing.campaign.id, mailing.email.id, coverage.to);
    this.contactLink = links.find((link) => link.startsWith('mailto:'));
    this.unsubscribeLink = links.find((link) => link.includes('mkt_unsubscribe=1'));
    this.countingLinks = links.filter((link) => link !== this.contactLink && link !== this.unsubscribeLink);
  }

  /** Simulates a send to a person, and the activities that follow. */
  send(leadId: number): void {
    const { random } = this;
    let sentAt = this.sendTime();
    this.campaignId = random.chance(WITHOUT_CAMPAIGN) ? '' : String(this.mailing.campaign.id);
    if (random.chance(0.005)) {
      this.add(ACTIVITY.send, sentAt, leadId, this.attributes.send(), 'skipped');
      if (random.chance(0.5)) return;
      sentAt += DAY;
    }
    this.add(ACTIVITY.send, sentAt, leadId, this.attributes.send());
    if (random.chance(this.mailing.pace === 'burst' ? 0.004 : 0.02)) {
      this.add(ACTIVITY.send, sentAt + random.between(1, 20) * DAY, leadId, this.attributes.send());
    }
    const arrivedAt = this.deliver(leadId, this.mailing.headStart ? sentAt + 12 * HOUR : sentAt);
    if (arrivedAt !== undefined) this.react(leadId, arrivedAt);
    if (random.chance(MERGED)) this.merge(leadId, sentAt + 3 * DAY);
  }

  private sendTime(): number {
    const { startsAt, endsAt, pace } = this.mailing;
    const { zone } = this.mailing.region;
    const { from: dataFrom, to: dataTo } = this.coverage;
    const end = Math.min(endsAt, dataTo);
    const isFirst = !this.hasSent;
    this.hasSent = true;
    // A campaign that was running when the data began has a send on its first day.
    if (isFirst && startsAt < dataFrom) return dataFrom + this.random.between(0, 12) * HOUR;
    if (pace === 'burst') return this.random.between(startsAt, end);
    if (pace === 'weekly') return this.weeklySendTime(end);
    const from = Math.floor(startsAt / DAY);
    const to = Math.floor(end / DAY);
    let day = this.random.integer(from, to) * DAY;
    while (isWeekend(day) && this.random.chance(0.7)) day = this.random.integer(from, to) * DAY;
    const timeOfDay = (this.random.chance(0.1) ? this.random.between(0, 24) : this.random.between(8, 18)) * HOUR;
    return Math.min(Math.max(zonedInstant(day, timeOfDay, zone), startsAt), end);
  }

  /** Returns an instant in the half hour of a week in which a weekly campaign sends. */
  private weeklySendTime(end: number): number {
    const { startsAt, region } = this.mailing;
    const tuesday = weekStart(startsAt) + DAY;
    const weeks = Math.floor((end - zonedInstant(tuesday, 11 * HOUR, region.zone)) / (7 * DAY));
    const day = tuesday + this.random.integer(0, Math.max(0, weeks)) * 7 * DAY;
    return Math.max(zonedInstant(day, (10 + this.random.between(0, 0.5)) * HOUR, region.zone), startsAt);
  }

  /** Returns when the email arrived, or `undefined` if it did not. */
  private deliver(leadId: number, dueAt: number): number | undefined {
    const { random } = this;
    const { hardBounce, softBounce } = this.mailing.engagement;
    const outcome = random.next();
    // Some servers send a bounce although they deliver the email, so it can still be opened.
    if (outcome < hardBounce) {
      this.bounceHard(leadId, dueAt + random.exponential(20) * SECOND);
      return random.chance(0.02) ? dueAt + 5 * MINUTE : undefined;
    }
    if (outcome < hardBounce + softBounce) {
      this.bounceSoft(leadId, dueAt, random.integer(1, 3));
      return random.chance(0.02) ? dueAt + 5 * MINUTE : undefined;
    }
    if (outcome < hardBounce + softBounce + LOST) return random.chance(0.2) ? dueAt + HOUR : undefined;
    let arrivedAt = dueAt + SECOND + random.exponential(40) * SECOND;
    if (random.chance(SOFT_BOUNCED_FIRST)) arrivedAt = this.bounceSoft(leadId, dueAt, random.integer(1, 3)) + 2 * HOUR;
    else if (random.chance(DELAYED)) arrivedAt = dueAt + random.between(2, 66) * HOUR;
    else if (random.chance(DELIVERED_EARLY)) arrivedAt = dueAt - random.integer(1, 4) * SECOND;
    this.add(ACTIVITY.delivered, arrivedAt, leadId, this.attributes.delivered());
    return arrivedAt;
  }

  private bounceHard(leadId: number, at: number): void {
    this.add(ACTIVITY.hardBounce, at, leadId, this.attributes.hardBounce(leadId));
    this.addOther(ACTIVITY.changeDataValue, at + SECOND, leadId, 'Email Invalid', '{"New Value":"true"}');
  }

  /** @returns the time of the last soft bounce */
  private bounceSoft(leadId: number, at: number, attempts: number): number {
    let bouncedAt = at + this.random.exponential(30) * SECOND;
    this.add(ACTIVITY.softBounce, bouncedAt, leadId, this.attributes.softBounce(leadId));
    for (let retry = 1; retry < attempts; retry += 1) {
      bouncedAt += this.random.between(0.25, 9) * HOUR;
      this.add(ACTIVITY.softBounce, bouncedAt, leadId, this.attributes.softBounce(leadId));
    }
    return bouncedAt;
  }

  private react(leadId: number, arrivedAt: number): void {
    const { random } = this;
    const { engagement } = this.mailing;
    const isScanned = random.chance(engagement.bot);
    if (isScanned) this.scan(leadId, arrivedAt);
    const isProxied = !isScanned && random.chance(PROXIED);
    if (isProxied) this.open(leadId, arrivedAt + random.between(1, 60) * MINUTE, privacyProxy());
    const isRead = random.chance(engagement.open);
    const readAt = arrivedAt + this.readingDelay();
    if (isRead) this.read(leadId, readAt, isScanned || isProxied);
    if (random.chance(engagement.unsubscribe)) this.unsubscribe(leadId, readAt + random.between(10, 90) * SECOND);
    if (isRead && random.chance(OPENED_BY_OTHERS)) this.openByOther(leadId, readAt + HOUR);
  }

  /** Most people read an email within hours, some after days, a few after weeks. */
  private readingDelay(): number {
    const { random } = this;
    const kind = random.next();
    return (1 + random.exponential(kind < 0.6 ? 240 : kind < 0.9 ? 1800 : 7200)) * MINUTE;
  }

  /** A link scanner opens the email within seconds. Some scanners also click its links. */
  private scan(leadId: number, arrivedAt: number): void {
    const visitor = scanner(this.random);
    const at = arrivedAt + this.random.integer(1, 15) * SECOND;
    this.open(leadId, at, visitor);
    if (!this.random.chance(0.25)) return;
    for (const link of this.countingLinks.slice(0, 3)) this.click(leadId, at, visitor, link);
    if (this.unsubscribeLink) this.click(leadId, at, visitor, this.unsubscribeLink);
  }

  // Marketo logs at most one open per person, and none if images are blocked.
  private read(leadId: number, at: number, isOpened: boolean): void {
    const { random } = this;
    const visitor = person(random);
    const hasClicks = this.countingLinks.length > 0 && random.chance(this.mailing.engagement.click);
    if (!isOpened && !(hasClicks && random.chance(0.06))) {
      this.open(leadId, at, visitor);
    }
    if (random.chance(0.003) && this.contactLink) this.click(leadId, at + 40 * SECOND, visitor, this.contactLink);
    if (!hasClicks) return;
    const count = random.chance(0.25) ? random.integer(2, 4) : 1;
    let clickedAt = at;
    for (let index = 0; index < count; index += 1) {
      clickedAt += (5 + random.exponential(45)) * SECOND;
      this.click(leadId, clickedAt, visitor, random.chance(0.002) ? '' : this.pickLink());
    }
    this.addOther(ACTIVITY.visitWebpage, clickedAt + SECOND, leadId, 'www.example.com', '{"Query Parameters":""}');
  }

  /** Prefers the first links of the email. */
  private pickLink(): string {
    const index = Math.floor(this.countingLinks.length * this.random.next() ** 2);
    return this.countingLinks[index] ?? '';
  }

  private unsubscribe(leadId: number, at: number): void {
    if (this.unsubscribeLink && this.random.chance(0.8)) {
      this.click(leadId, at - 8 * SECOND, person(this.random), this.unsubscribeLink);
    }
    // Marketo logs many unsubscribes without their campaign.
    if (this.random.chance(UNSUBSCRIBED_WITHOUT_CAMPAIGN)) this.campaignId = '';
    this.add(ACTIVITY.unsubscribe, at, leadId, this.attributes.unsubscribe(leadId));
  }

  /** Merges the person into a new one. */
  private merge(leadId: number, at: number): void {
    const survivor = survivorOf(leadId);
    const attributes = this.attributes.merge([leadId]);
    this.addOther(ACTIVITY.mergeLeads, at, survivor, `Person ${survivor}`, attributes, survivor);
  }

  /** Simulates an open by a person to whom the email was not sent: an orphan. */
  private openByOther(leadId: number, at: number): void {
    const visitor = person(this.random);
    this.open(leadId + 5_000_000, at, visitor);
  }

  private open(leadId: number, at: number, visitor: Visitor): void {
    if (!this.mailing.email.openTracked) return;
    this.add(ACTIVITY.open, at, leadId, this.attributes.open(visitor, at));
  }

  private click(leadId: number, at: number, visitor: Visitor, link: string): void {
    this.add(ACTIVITY.click, at, leadId, this.attributes.click(visitor, at, link));
  }

  private add(typeId: number, at: number, leadId: number, attributes: string, actionResult = 'succeeded'): void {
    // Marketo removes sends and deliveries first, so there are opens of emails whose sends are not in the data.
    const isRemoved = (typeId === ACTIVITY.send || typeId === ACTIVITY.delivered) && at < this.coverage.from;
    if (isRemoved || !this.covers(at)) return;
    const { email } = this.mailing;
    const { previous } = email;
    const assetName = previous && at < previous.until ? previous.name : email.name;
    const { campaignId } = this;
    this.record({ at, typeId, leadId, campaignId, assetId: email.id, assetName, attributes, actionResult });
  }

  private addOther(
    typeId: number,
    at: number,
    leadId: number,
    assetName: string,
    attributes: string,
    assetId = typeId * 100,
  ): void {
    if (!this.covers(at)) return;
    this.record({
      at,
      typeId,
      leadId,
      campaignId: '',
      assetId,
      assetName,
      attributes,
      actionResult: 'succeeded',
    });
  }

  private covers(at: number): boolean {
    const { to, gap } = this.coverage;
    return at <= to && (at < gap.from || at >= gap.to);
  }
}
