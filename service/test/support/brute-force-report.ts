import {
  actionOf,
  groupBy,
  isIgnored,
  isReaction,
  sentAt,
  survivors,
  withCampaign,
  type Action,
  type Kind,
} from './brute-force-actions.ts';
import type { ExtractRecord, Row } from './import.ts';

/** The choices of a report. Instants and ages are in milliseconds. */
export interface Scope {
  readonly basis: 'first-sent' | 'sent';
  readonly from?: number;
  readonly to?: number;
  readonly age?: number;
  /** Whether a person is counted. Default: everyone. */
  readonly isChosen?: (person: string) => boolean;
}

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
    return this.#pairs(scope).map(({ row }) => row);
  }

  /**
   * Returns the points of series that are not zero: `[date, series, count]`.
   * @param dateOf returns the date of an instant
   * @param isMatching whether a row is part of the series
   * @param areOpensTracked whether the opens of a row are part of the series
   */
  series(
    scope: Scope,
    dateOf: (at: number) => string,
    isMatching: (row: Record<string, unknown>) => boolean = () => true,
    areOpensTracked: (row: Record<string, unknown>) => boolean = () => true,
  ): [string, string, number][] {
    const events = this.#pairs(scope)
      .filter(({ row }) => isMatching(row))
      .flatMap(({ row, counted }) =>
        counted.flatMap((record) => {
          const times = Object.entries(this.#firstTimes(record));
          return times.filter(([name]) => !/opened/i.test(name) || areOpensTracked(row));
        }),
      )
      .filter(([, at]) => at < Infinity)
      .map(([name, at]) => `${dateOf(at)} ${name}`);
    return [...groupBy(events, (event) => event)].map(([event, each]) => {
      const [date = '', name = ''] = event.split(' ');
      return [date, name, each.length];
    });
  }

  /** Returns when a record enters each series; `Infinity` for never. */
  #firstTimes(record: readonly Action[]): Record<string, number> {
    const first = (isOf: (action: Action) => boolean): number => Math.min(...record.filter(isOf).map(({ at }) => at));
    const state = this.#stateOf(record, undefined);
    const when = (condition: boolean, at: number): number => (condition ? at : Infinity);
    const human = first((action) => isReaction(action) && action.mark !== true);
    const isCounting = ({ kind, link }: Action): boolean => kind === 'click' && !isIgnored(link);
    return {
      sent: sentAt(record),
      delivered: when(
        state.delivered,
        first((action) => action.kind === 'delivered' || isReaction(action)),
      ),
      hardBounced: when(
        state.hardBounced,
        first(({ kind }) => kind === 'hard'),
      ),
      softBounced: when(
        state.softBounced,
        first(({ kind }) => kind === 'soft'),
      ),
      opened: first(isReaction),
      clicked: first(isCounting),
      unsubscribed: first(({ kind }) => kind === 'unsubscribe'),
      humanOpened: human,
      humanClicked: first((action) => isCounting(action) && action.mark !== true),
      privacyOpened: when(state.privacyOpened, human),
    };
  }

  #pairs(scope: Scope): { row: Record<string, unknown>; counted: (readonly Action[])[] }[] {
    const pairs = groupBy(this.#actions, ({ campaign, email }) => `${campaign}/${email}`);
    return [...pairs.keys()].sort().flatMap((pair) => this.#pair(pairs.get(pair) ?? [], scope));
  }

  #pair(actions: readonly Action[], scope: Scope): { row: Record<string, unknown>; counted: (readonly Action[])[] }[] {
    const records = [...groupBy(actions, ({ person }) => person).values()].filter(
      (record) => sentAt(record) < Infinity,
    );
    const firstSentAt = Math.min(...records.map(sentAt));
    const inScope = (at: number): boolean => at >= (scope.from ?? -Infinity) && at < (scope.to ?? Infinity);
    const counted = records
      .filter((record) => inScope(scope.basis === 'sent' ? sentAt(record) : firstSentAt))
      .filter(([action]) => action && (scope.isChosen?.(action.person) ?? true));
    if (counted.length === 0) return [];
    const old = counted.filter((record) => sentAt(record) + (scope.age ?? 0) <= this.#asOf);
    const states = old.map((record) => this.#stateOf(record, scope.age));
    const count = (name: keyof (typeof states)[number]): number => states.filter((state) => state[name]).length;
    const names = ['delivered', 'hardBounced', 'softBounced', 'pending', 'aborted', 'opened', 'clicked'] as const;
    const others = ['unsubscribed', 'humanOpened', 'humanClicked', 'privacyOpened'] as const;
    const row = {
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
    return [{ row, counted }];
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

/** Reduces rows of the database to the fields of `BruteForceReport`, in its order. */
export function comparableRows(rows: readonly Row[]): Row[] {
  const names = ['campaignName', 'campaignFolder', 'campaignArchived', 'campaignType', 'program', 'workspace'];
  const others = ['emailName', 'openTracked', 'hasPreview'];
  const instant = (text: unknown): number => Date.parse(`${String(text).replace(' ', 'T')}Z`);
  return byKey(
    rows.map(({ firstSentAt, lastActivityAt, ...rest }) => {
      const kept = Object.entries(rest).filter(([name]) => ![...names, ...others].includes(name));
      const instants = { firstSentAt: instant(firstSentAt), lastActivityAt: instant(lastActivityAt) };
      return { ...Object.fromEntries(kept), ...instants };
    }),
  );
}

/** Orders rows by their ids. */
export function byKey(rows: readonly Row[]): Row[] {
  return rows.toSorted(
    (a, b) => Number(a['campaignId']) - Number(b['campaignId']) || Number(a['emailId']) - Number(b['emailId']),
  );
}
