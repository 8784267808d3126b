import { ACTIVITY } from './activity.ts';
import type { Activity } from './activity.ts';
import { DAY, HOUR } from './calendar.ts';
import type { Fields } from './csv.ts';
import type { ExtractWriter } from './extract-writer.ts';
import type { Mailing } from './model.ts';

/** A record that is unusual but occurs in real extracts. Every sample contains a few of each kind. */
export interface EdgeCase {
  readonly fields: Fields;
  /** The index of the file that contains it, negative from the end: -1 is the last file. */
  readonly file: number;
}

/** Records that are malformed for different reasons. */
function malformed(fields: Fields): EdgeCase[] {
  const invalidFields: Partial<Record<keyof Fields, string>>[] = [
    { guid: '' },
    { leadId: '' },
    { leadId: '12,345' },
    { activityDate: 'yesterday' },
    { activityDate: fields.activityDate.replace('Z', '') },
    { assetId: 'newsletter' },
    { campaignId: '10.5' },
    { activityDate: '2226-01-01T00:00:00Z' },
    { activityDate: '1970-01-01T00:00:00Z' },
  ];
  return invalidFields.map((invalid, index) => ({
    fields: { ...fields, guid: `${fields.guid}${index}`, ...invalid },
    file: index % 2 === 0 ? -1 : -2,
  }));
}

/** The number of records of `edgeCases`, plus the truncated record. */
export const EDGE_CASE_COUNT = 33;

/**
 * Creates malformed records, conflicting versions, skipped sends, orphans and activities without a campaign.
 * @param mailing a mailing that started some days before the extract
 */
export function edgeCases(writer: ExtractWriter, mailing: Mailing, extractedAt: number): EdgeCase[] {
  const at = Math.min(mailing.startsAt + 2 * HOUR, extractedAt - HOUR);
  const activity = (typeId: number, leadId: number, rest: Partial<Activity> = {}): Fields =>
    writer.fieldsOf({
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
    ...skippedSends(activity),
    ...withoutCampaign(activity),
    ...orphans(activity, at),
    ...unreadableAttributes(activity),
    ...unusualSpellings(activity),
  ];
}

type CreateFields = (typeId: number, leadId: number, rest?: Partial<Activity>) => Fields;

function conflicts(activity: CreateFields): EdgeCase[] {
  return [4_200_001, 4_200_002].flatMap((leadId) => {
    const fields = activity(ACTIVITY.send, leadId);
    return [
      { fields, file: -1 },
      { fields: { ...fields, assetName: `${fields.assetName} (copy)` }, file: -2 },
    ];
  });
}

/** Two sends that were skipped or failed, and one that was skipped before it succeeded. */
function skippedSends(activity: CreateFields): EdgeCase[] {
  return [
    { fields: activity(ACTIVITY.send, 4_300_001, { actionResult: 'skipped' }), file: -1 },
    { fields: activity(ACTIVITY.send, 4_300_002, { actionResult: 'failed' }), file: -2 },
    { fields: activity(ACTIVITY.send, 4_300_003, { actionResult: 'skipped' }), file: -2 },
    { fields: activity(ACTIVITY.send, 4_300_003, { actionResult: 'Succeeded' }), file: -1 },
  ];
}

function withoutCampaign(activity: CreateFields): EdgeCase[] {
  return ['', '0', 'null', 'NULL'].map((campaignId, index) => ({
    fields: activity(ACTIVITY.send, 4_400_001 + index, { campaignId }),
    file: -1,
  }));
}

function orphans(activity: CreateFields, at: number): EdgeCase[] {
  return [ACTIVITY.open, ACTIVITY.delivered, ACTIVITY.click].map((typeId, index) => ({
    fields: activity(typeId, 4_500_001 + index, { at: at - DAY }),
    file: -1,
  }));
}

function unreadableAttributes(activity: CreateFields): EdgeCase[] {
  return ['"open"', '{"Link":'].map((attributes, index) => ({
    fields: activity(ACTIVITY.open, 4_700_001 + index, { attributes }),
    file: -1 - index,
  }));
}

/** Unusual spellings of valid values, and an invalid record of a type that the report does not use. */
function unusualSpellings(activity: CreateFields): EdgeCase[] {
  const send = activity(ACTIVITY.send, 4_600_001);
  const flagged = activity(ACTIVITY.open, 4_600_001, {
    attributes: '{"Is Bot Activity":"TRUE","Bot Activity Pattern":"IAB"}',
  });
  const notFlagged = activity(ACTIVITY.click, 4_600_001, {
    attributes: '{"Is Bot Activity":"false","Bot Activity Pattern":"Proximity","Link":" MAILTO:a@example.com"}',
  });
  return [
    { fields: { ...send, activityDate: send.activityDate.replace('Z', '.000+00:00') }, file: -1 },
    { fields: flagged, file: -1 },
    { fields: notFlagged, file: -1 },
    { fields: activity(ACTIVITY.unsubscribe, 4_600_001, { attributes: '' }), file: -1 },
    { fields: activity(ACTIVITY.changeDataValue, 4_600_002, { attributes: '[]' }), file: -1 },
    { fields: send, file: -2 },
  ];
}
