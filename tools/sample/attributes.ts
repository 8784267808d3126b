import { DAY } from './calendar.ts';
import type { Random } from './random.ts';

/** A person or link scanner that opens and clicks. */
export interface Visitor {
  readonly bot: boolean;
  readonly pattern: 'N/A' | 'IAB' | 'Proximity';
  readonly device: Device;
}

interface Device {
  readonly name: string;
  readonly platform: string;
  readonly mobile: boolean;
  readonly userAgent: string;
}

const DESKTOP: Device = {
  name: 'unknown',
  platform: 'Windows 11',
  mobile: false,
  userAgent: 'Mozilla/5.0 (Windows NT 10.0)',
};
const DEVICES: readonly Device[] = [
  DESKTOP,
  DESKTOP,
  { name: 'iPhone', platform: 'iOS', mobile: true, userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1)' },
  {
    name: 'unknown',
    platform: 'macOS',
    mobile: false,
    userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_2)',
  },
  {
    name: 'Android phone',
    platform: 'Android',
    mobile: true,
    userAgent: 'Mozilla/5.0 (Linux; Android 16; K)',
  },
];
/** Apple Mail Privacy Protection: a proxy loads the images of every email, even an unread one. */
const PRIVACY_PROXY: Device = { name: 'unknown', platform: 'unknown', mobile: false, userAgent: 'Mozilla/5.0' };
const SCANNER: Device = { name: 'unknown', platform: 'Linux', mobile: false, userAgent: 'LinkScanner/2.4' };

export function person(random: Random): Visitor {
  // A person who was flagged by mistake and cleared again keeps the pattern without the flag.
  const pattern = random.chance(0.004) ? 'Proximity' : 'N/A';
  return { bot: false, pattern, device: random.pick(DEVICES) };
}

export function privacyProxy(): Visitor {
  return { bot: false, pattern: 'N/A', device: PRIVACY_PROXY };
}

export function scanner(random: Random): Visitor {
  return { bot: true, pattern: random.chance(0.7) ? 'IAB' : 'Proximity', device: SCANNER };
}

/** Formats the attributes of the activities of a mailing as JSON. */
export class MailingAttributes {
  private readonly step: string;
  private readonly booleansAsTextBefore: number;
  private readonly extractedAt: number;

  /**
   * @param extractedAt the end of the data; booleans that are older than half a year are written as strings, and activities
   * that are older than a year, or 12 days, have no bot mark
   */
  constructor(campaignId: number, emailId: number, extractedAt: number) {
    this.step = `"Campaign Run ID":${campaignId * 7 + 11},"Choice Number":0,"Step ID":${emailId + 3000}`;
    this.booleansAsTextBefore = extractedAt - 180 * DAY;
    this.extractedAt = extractedAt;
  }

  send(): string {
    return `{${this.step},"Test Variant":0}`;
  }

  delivered(): string {
    return `{${this.step}}`;
  }

  hardBounce(leadId: number): string {
    return this.bounce('2', '2000', '550 5.1.1 The email account does not exist', leadId);
  }

  softBounce(leadId: number): string {
    return this.bounce('4', '4003', '452 4.2.2 Mailbox full, try again later', leadId);
  }

  open(visitor: Visitor, at: number): string {
    return `{${this.step},${this.visitor(visitor, at)}}`;
  }

  /** @param link empty for a click without a link */
  click(visitor: Visitor, at: number, link: string): string {
    const target = link === '' ? '' : `"Link":${JSON.stringify(link)},`;
    return `{${this.step},${target}${this.visitor(visitor, at)}}`;
  }

  unsubscribe(leadId: number): string {
    return `{${this.step},"Client IP Address":"192.0.2.${leadId % 250}","Webform ID":1}`;
  }

  /** @param merged the people who were merged into another one */
  merge(merged: readonly number[]): string {
    return `{"Merge IDs":[${merged.join(',')}],"Master Updated":true,"Merge Source":"Sync"}`;
  }

  private bounce(category: string, subcategory: string, reason: string, leadId: number): string {
    const address = `person.${leadId}@example.net`;
    const kind = `"Category":"${category}","Subcategory":"${subcategory}"`;
    return `{${this.step},${kind},"Details":"${reason}","Email":"${address}"}`;
  }

  private visitor({ bot, pattern, device }: Visitor, at: number): string {
    const quote = at < this.booleansAsTextBefore ? '"' : '';
    const mark = `,"Is Bot Activity":${quote}${bot}${quote},"Bot Activity Pattern":"${pattern}"`;
    return (
      `"Device":"${device.name}","Platform":"${device.platform}","User Agent":"${device.userAgent}",` +
      `"Is Mobile Device":${quote}${device.mobile}${quote}${this.isMarked(at) ? mark : ''}`
    );
  }

  /** Marketo marks bots only while an administrator has this turned on. */
  private isMarked(at: number): boolean {
    const age = Math.floor((this.extractedAt - at) / DAY);
    return age < 365 && age !== 12;
  }
}
