import type { ExtractRecord } from './import.ts';

/** The choices of a report. Instants and ages are in milliseconds. */
export interface Scope {
  readonly basis: 'first-sent' | 'sent';
  readonly from?: number;
  readonly to?: number;
  readonly age?: number;
  /** Whether a person is counted. Default: everyone. */
  readonly isChosen?: (person: string) => boolean;
}

type Kind = 'send' | 'skipped' | 'delivered' | 'hard' | 'soft' | 'open' | 'click' | 'unsubscribe';

interface Action {
  readonly kind: Kind;
  readonly at: number;
  readonly person: string;
  readonly campaign: string;
  readonly email: string;
  readonly mark: boolean | undefined;
  readonly pattern: string;
  readonly link: string;
  readonly isProxy: boolean;
  readonly isAttributed: boolean;
}

const kinds: Readonly<Record<string, Kind>> = {
  6: 'send',
  7: 'delivered',
  8: 'hard',
  9: 'unsubscribe',
  10: 'open',
  11: 'click',
  27: 'soft',
};

const hour = 3_600_000;

/**
 * Computes reports directly from activities with different guids, as docs/rules.md describes them: slowly, and without
 * any code or intermediate result of the service.
 */
export class BruteForceReport {
  readonly #actions: readonly Action[];
  readonly #asOf: number;
  readonly #dataFrom: number;

  constructor(records: readonly ExtractRecord[]) {
    const survivorOf = survivors(records);
    const all = records.flatMap((record) => actionOf(record, survivorOf) ?? []);
    this.#asOf = Math.max(...all.map(({ at }) => at));
    this.#dataFrom = Math.min(...all.filter(({ kind }) => kind === 'send').map(({ at }) => at));
    this.#actions = all.map((action) => withCampaign(action, all)).filter(({ campaign }) => campaign !== '');
  }

  /** Returns the rows by campaign and email. Without an age, they have explanations. */
  rows(scope: Scope): Record<string, unknown>[] {
    const pairs = groupBy(this.#actions, ({ campaign, email }) => `${campaign}/${email}`);
    return [...pairs.keys()].sort().flatMap((pair): Record<string, unknown>[] => {
      const row = this.#row(pairs.get(pair) ?? [], scope);
      return row ? [row] : [];
    });
  }

  #row(actions: readonly Action[], scope: Scope): Record<string, unknown> | undefined {
    const records = [...groupBy(actions, ({ person }) => person).values()].filter(
      (record) => sentAt(record) < Infinity,
    );
    const firstSentAt = Math.min(...records.map(sentAt));
    const inScope = (at: number): boolean => at >= (scope.from ?? -Infinity) && at < (scope.to ?? Infinity);
    const counted = records
      .filter((record) => inScope(scope.basis === 'sent' ? sentAt(record) : firstSentAt))
      .filter(([action]) => action && (scope.isChosen?.(action.person) ?? true));
    if (counted.length === 0) return undefined;
    const old = counted.filter((record) => sentAt(record) + (scope.age ?? 0) <= this.#asOf);
    const states = old.map((record) => this.#stateOf(record, scope.age));
    const count = (name: keyof (typeof states)[number]): number => states.filter((state) => state[name]).length;
    const names = ['delivered', 'hardBounced', 'softBounced', 'pending', 'aborted', 'opened', 'clicked'] as const;
    const others = ['unsubscribed', 'humanOpened', 'humanClicked', 'privacyOpened'] as const;
    return {
      campaignId: actions[0]?.campaign,
      emailId: actions[0]?.email,
      firstSentAt,
      lastActivityAt: Math.max(...records.flat().map(({ at }) => at)),
      mayHaveBegunEarlier: firstSentAt <= this.#dataFrom + 24 * hour,
      sent: old.length,
      tooYoung: counted.length - old.length,
      ...Object.fromEntries([...names, ...others].map((name) => [name, count(name)])),
      ...(scope.age === undefined && { explain: explanationOf(counted) }),
    };
  }

  #stateOf(record: readonly Action[], age: number | undefined) {
    const until = age === undefined ? this.#asOf : sentAt(record) + age;
    const known = record.filter(({ at }) => at <= until);
    const opened = known.some(isReaction);
    const has = (kind: Kind): boolean => known.some((action) => action.kind === kind);
    const hardBounced = !opened && has('hard');
    const softBounced = !opened && !hardBounced && has('soft');
    const delivered = opened || (!hardBounced && !softBounced && has('delivered'));
    const isOpenEnded = !delivered && !hardBounced && !softBounced;
    const isOverdue = until - sentAt(record) >= 72 * hour;
    const human = known.filter((action) => isReaction(action) && action.mark !== true);
    const counting = known.filter((action) => action.kind === 'click' && !isIgnored(action.link));
    return {
      ...{ opened, delivered, hardBounced, softBounced },
      pending: isOpenEnded && !isOverdue,
      aborted: isOpenEnded && isOverdue,
      clicked: counting.length > 0,
      unsubscribed: has('unsubscribe'),
      humanOpened: human.length > 0,
      humanClicked: counting.some(({ mark }) => mark !== true),
      privacyOpened: human.length > 0 && human.every(({ isProxy }) => isProxy),
    };
  }

  /** Returns the links of an email in a campaign: `[url, ignored, clicks, people, human clicks, human people]`. */
  links(campaign: string, email: string, { age, isChosen }: Pick<Scope, 'age' | 'isChosen'> = {}): unknown[][] {
    const row = this.#actions.filter((action) => action.campaign === campaign && action.email === email);
    const records = [...groupBy(row, ({ person }) => person).values()];
    const counted = records.filter((record) => sentAt(record) + (age ?? 0) <= this.#asOf);
    const clicks = counted.flatMap((record) => {
      const until = sentAt(record) + (age ?? Infinity);
      return record.filter(({ kind, at, person }) => kind === 'click' && at <= until && (isChosen?.(person) ?? true));
    });
    return [...groupBy(clicks, ({ link }) => link.trim())].map(([url, each]) => {
      const human = each.filter(({ mark }) => mark !== true);
      const people = (some: readonly Action[]): number => new Set(some.map(({ person }) => person)).size;
      return [url === '' ? null : url, isIgnored(url), each.length, people(each), human.length, people(human)];
    });
  }
}

/** Returns a function from a person to the one who remains after merges. */
function survivors(records: readonly ExtractRecord[]): (person: string) => string {
  const merges = records
    .filter(({ activityTypeId }) => activityTypeId === '32')
    .sort(
      (a, b) => Date.parse(a.activityDate) - Date.parse(b.activityDate) || (a.marketoGUID < b.marketoGUID ? -1 : 1),
    );
  const next = new Map<string, string>();
  for (const { attributes, primaryAttributeValueId } of merges) {
    for (const id of (JSON.parse(attributes) as { 'Merge IDs': number[] })['Merge IDs']) {
      if (String(id) !== primaryAttributeValueId) next.set(String(id), primaryAttributeValueId);
    }
  }
  const leadsBack = (person: string): boolean => {
    let current = next.get(person);
    for (let step = 0; current !== undefined && step <= next.size; step += 1) {
      if (current === person) return true;
      current = next.get(current);
    }
    return false;
  };
  const cyclic = [...next.keys()].filter(leadsBack);
  for (const person of cyclic) next.delete(person);
  return (person) => {
    let current = person;
    for (let following = next.get(current); following !== undefined; following = next.get(current)) current = following;
    return current;
  };
}

function actionOf(record: ExtractRecord, survivorOf: (person: string) => string): Action | undefined {
  const kind = kinds[record.activityTypeId];
  if (!kind) return undefined;
  const attributes = record.attributes === '' ? {} : (JSON.parse(record.attributes) as Record<string, unknown>);
  const mark = String(attributes['Is Bot Activity']).toLowerCase();
  return {
    kind: kind === 'send' && !['', 'succeeded'].includes(record.actionResult) ? 'skipped' : kind,
    at: Date.parse(record.activityDate),
    person: survivorOf(record.leadId),
    campaign: record.campaignId,
    email: record.primaryAttributeValueId,
    mark: mark === 'true' ? true : mark === 'false' ? false : undefined,
    pattern: (attributes['Bot Activity Pattern'] as string | undefined) ?? '',
    link: (attributes['Link'] as string | undefined) ?? '',
    isProxy: kind === 'open' && attributes['User Agent'] === 'Mozilla/5.0',
    isAttributed: false,
  };
}

/** Assigns an unsubscribe without a campaign to that of the latest send. */
function withCampaign(action: Action, all: readonly Action[]): Action {
  if (action.kind !== 'unsubscribe' || action.campaign !== '') return action;
  const [send] = all
    .filter(({ kind, campaign, at }) => kind === 'send' && campaign !== '' && at <= action.at)
    .filter(({ email, person }) => email === action.email && person === action.person)
    .sort((a, b) => b.at - a.at || Number(b.campaign) - Number(a.campaign));
  return send ? { ...action, campaign: send.campaign, isAttributed: true } : action;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function isReaction({ kind }: Action): boolean {
  return kind === 'open' || kind === 'click' || kind === 'unsubscribe';
}

function isIgnored(link: string): boolean {
  const text = link.trim().toLowerCase();
  if (text.startsWith('mailto:')) return true;
  const query = text.split('#', 1).join().split('?').slice(1).join('?');
  return query.split('&').some((parameter) => parameter.trim() === 'mkt_unsubscribe=1');
}

function sentAt(record: readonly Action[]): number {
  return Math.min(...record.filter(({ kind }) => kind === 'send').map(({ at }) => at));
}

function explanationOf(records: readonly (readonly Action[])[]): Record<string, unknown> {
  const all = records.flat();
  const count = (kind: Kind, condition: (action: Action) => boolean = () => true): number =>
    all.filter((action) => action.kind === kind && condition(action)).length;
  const without = (kind: Kind, condition: (record: readonly Action[]) => boolean): number =>
    records.filter((record) => condition(record) && !record.some((action) => action.kind === kind)).length;
  const opened = (record: readonly Action[]): boolean => record.some(isReaction);
  const marked = all.filter(({ kind, mark }) => (kind === 'open' || kind === 'click') && mark === true);
  return {
    sends: count('send'),
    deliveries: count('delivered'),
    hardBounces: count('hard'),
    softBounces: count('soft'),
    opens: count('open'),
    clicks: count('click'),
    unsubscribes: count('unsubscribe'),
    sendsMerged: count('send') - records.length,
    sendsSkipped: count('skipped'),
    opensInferred: without('open', opened),
    deliveriesInferred: without('delivered', opened),
    bouncesOverridden: records
      .filter(opened)
      .flat()
      .filter(({ kind }) => kind === 'hard' || kind === 'soft').length,
    clicksIgnored: count('click', ({ link }) => isIgnored(link)),
    botOpens: count('open', ({ mark }) => mark === true),
    botClicks: count('click', ({ mark }) => mark === true),
    opensUnmarked: count('open', ({ mark }) => mark === undefined),
    clicksUnmarked: count('click', ({ mark }) => mark === undefined),
    privacyOpens: count('open', ({ isProxy }) => isProxy),
    unsubscribesAttributed: count('unsubscribe', ({ isAttributed }) => isAttributed),
    botPatterns: Object.fromEntries(
      [...groupBy(marked, ({ pattern }) => pattern)].map(([pattern, each]) => [pattern, each.length]),
    ),
  };
}
