import type { ExtractRecord } from './import.ts';

export type Kind = 'send' | 'skipped' | 'delivered' | 'hard' | 'soft' | 'open' | 'click' | 'unsubscribe';

export interface Action {
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

/** Returns a function from a person to the one who remains after merges. */
export function survivors(records: readonly ExtractRecord[]): (person: string) => string {
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

export function actionOf(record: ExtractRecord, survivorOf: (person: string) => string): Action | undefined {
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
export function withCampaign(action: Action, all: readonly Action[]): Action {
  if (action.kind !== 'unsubscribe' || action.campaign !== '') return action;
  const [send] = all
    .filter(({ kind, campaign, at }) => kind === 'send' && campaign !== '' && at <= action.at)
    .filter(({ email, person }) => email === action.email && person === action.person)
    .sort((a, b) => b.at - a.at || Number(b.campaign) - Number(a.campaign));
  return send ? { ...action, campaign: send.campaign, isAttributed: true } : action;
}

export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

export function isReaction({ kind }: Action): boolean {
  return kind === 'open' || kind === 'click' || kind === 'unsubscribe';
}

export function isIgnored(link: string): boolean {
  const text = link.trim().toLowerCase();
  if (text.startsWith('mailto:')) return true;
  const query = text.split('#', 1).join().split('?').slice(1).join('?');
  return query.split('&').some((parameter) => parameter.trim() === 'mkt_unsubscribe=1');
}

export function sentAt(record: readonly Action[]): number {
  return Math.min(...record.filter(({ kind }) => kind === 'send').map(({ at }) => at));
}
