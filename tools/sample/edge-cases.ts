import { ACTIVITY } from './activity.ts';
import type { Activity } from './activity.ts';
import { DAY, HOUR } from './calendar.ts';
import type { Cells } from './csv.ts';
import type { Extract } from './extract-writer.ts';
import type { Mailing } from './model.ts';

/** What real extracts hold now and then, a handful of each: a part of every sample, however small. */
export interface EdgeRecord {
  readonly cells: Cells;
  /** Which file takes it, counted from the end: -1 is the last. */
  readonly file: number;
}

/** What no import can read, each in its own way; the record that breaks off comes on top. */
function malformed(cells: Cells): EdgeRecord[] {
  const faults: Partial<Record<keyof Cells, string>>[] = [
    { guid: '' },
    { leadId: '' },
    { leadId: '12,345' },
    { activityDate: 'yesterday' },
    { activityDate: cells.activityDate.replace('Z', '') },
    { assetId: 'newsletter' },
    { campaignId: '10.5' },
    { attributes: '[]' },
    { attributes: '{"Link":' },
  ];
  return faults.map((fault, index) => ({
    cells: { ...cells, guid: `${cells.guid}${index}`, ...fault },
    file: index % 2 === 0 ? -1 : -2,
  }));
}

/** The number of records that `edgeRecords` and the broken-off one come to. */
export const EDGE_RECORDS = 31;

/**
 * Malformed records, conflicting doubles, sends that did not happen, orphans, activities without a campaign.
 *
 * @param mailing a recent one, begun some days before the extract
 */
export function edgeRecords(extract: Extract, mailing: Mailing, extractedAt: number): EdgeRecord[] {
  const at = Math.min(mailing.startsAt + 2 * HOUR, extractedAt - HOUR);
  const activity = (typeId: number, leadId: number, rest: Partial<Activity> = {}): Cells =>
    extract.cellsOf({
      at,
      typeId,
      leadId,
      campaignId: String(mailing.campaign.id),
      assetId: mailing.email.id,
      assetName: mailing.email.name,
      attributes: '{}',
      actionResult: 'succeeded',
      ...rest,
    });
  return [
    ...malformed(activity(ACTIVITY.open, 4_100_001)),
    ...conflicts(activity),
    ...skipped(activity),
    ...outsideOfCampaigns(activity),
    ...orphans(activity, at),
    ...otherSpellings(activity),
  ];
}

type MakeCells = (typeId: number, leadId: number, rest?: Partial<Activity>) => Cells;

function conflicts(activity: MakeCells): EdgeRecord[] {
  return [4_200_001, 4_200_002].flatMap((leadId) => {
    const cells = activity(ACTIVITY.send, leadId);
    return [
      { cells, file: -1 },
      { cells: { ...cells, assetName: `${cells.assetName} (copy)` }, file: -2 },
    ];
  });
}

/** Two that never came to be, and one that was skipped before it was sent. */
function skipped(activity: MakeCells): EdgeRecord[] {
  return [
    { cells: activity(ACTIVITY.send, 4_300_001, { actionResult: 'skipped' }), file: -1 },
    { cells: activity(ACTIVITY.send, 4_300_002, { actionResult: 'failed' }), file: -2 },
    { cells: activity(ACTIVITY.send, 4_300_003, { actionResult: 'skipped' }), file: -2 },
    { cells: activity(ACTIVITY.send, 4_300_003, { actionResult: 'Succeeded' }), file: -1 },
  ];
}

function outsideOfCampaigns(activity: MakeCells): EdgeRecord[] {
  return ['', '0', 'null', 'NULL'].map((campaignId, index) => ({
    cells: activity(ACTIVITY.send, 4_400_001 + index, { campaignId }),
    file: -1,
  }));
}

function orphans(activity: MakeCells, at: number): EdgeRecord[] {
  return [ACTIVITY.open, ACTIVITY.delivered, ACTIVITY.click].map((typeId, index) => ({
    cells: activity(typeId, 4_500_001 + index, { at: at - DAY }),
    file: -1,
  }));
}

/** The same meaning in other letters, and a record of another type that would be malformed if it counted. */
function otherSpellings(activity: MakeCells): EdgeRecord[] {
  const send = activity(ACTIVITY.send, 4_600_001);
  const marked = activity(ACTIVITY.open, 4_600_001, {
    attributes: '{"Is Bot Activity":"TRUE","Bot Activity Pattern":"IAB"}',
  });
  const unmarked = activity(ACTIVITY.click, 4_600_001, {
    attributes: '{"Is Bot Activity":"false","Bot Activity Pattern":"Proximity","Link":" MAILTO:a@example.com"}',
  });
  return [
    { cells: { ...send, activityDate: send.activityDate.replace('Z', '.000+00:00') }, file: -1 },
    { cells: marked, file: -1 },
    { cells: unmarked, file: -1 },
    { cells: activity(ACTIVITY.unsubscribe, 4_600_001, { attributes: '' }), file: -1 },
    { cells: activity(ACTIVITY.changeDataValue, 4_600_002, { attributes: '[]' }), file: -1 },
    { cells: send, file: -2 },
  ];
}
