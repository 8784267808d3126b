import { instantColumnIds, type InstantColumnId } from '../model/columns.ts';
import { countIds, type CountId } from '../model/metrics.ts';
import type { ReportText } from '../model/report.ts';
import {
  idText,
  optionalCount,
  optionalFlag,
  optionalInstant,
  optionalText,
  requiredCount,
  requiredText,
  type Validator,
} from './validators.ts';

/** The fields of a row that are no numbers. */
export type TextFieldId = keyof ReportText | 'hasPreview';
export type NumberFieldId = CountId | InstantColumnId;
export type FieldId = TextFieldId | NumberFieldId;

const textKinds: Record<TextFieldId, Validator<unknown>> = {
  campaignId: idText,
  campaignName: requiredText,
  campaignFolder: optionalText,
  campaignArchived: optionalFlag,
  emailId: idText,
  emailName: requiredText,
  hasPreview: optionalFlag,
};

export const numberFieldIds: readonly NumberFieldId[] = [...instantColumnIds, ...countIds];

const kindOf = (id: NumberFieldId): Validator<number> => {
  if (id === 'sent') return requiredCount;
  return (instantColumnIds as readonly string[]).includes(id) ? optionalInstant : optionalCount;
};

export const textFields = Object.entries(textKinds) as [TextFieldId, Validator<unknown>][];
export const numberFields = numberFieldIds.map((id) => [id, kindOf(id)] as const);

/** The fields of a row that have a column, and what the contract asks of them. */
export const rowSchema: readonly (readonly [FieldId, Validator<unknown>])[] = [...textFields, ...numberFields];
