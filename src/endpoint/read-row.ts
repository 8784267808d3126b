import type { ProblemList } from './contract-error.ts';
import type { NumberColumns, NumberFieldId, TextColumns, TextFieldId } from './report-columns.ts';
import {
  readCount,
  readFlag,
  readId,
  readInstant,
  readRequiredCount,
  readRequiredText,
  readText,
} from './validators.ts';

type Row = Readonly<Partial<Record<TextFieldId | NumberFieldId, unknown>>>;

/**
 * Validates a row and writes its fields into the columns at the index `at`.
 *
 * Every field is spelled out, because a loop over field names takes twice as long: engines optimize `row.sent`, but look
 * up `row[id]` by name (see docs/decisions/122-one-row-reader.md).
 */
export function readRow(row: Row, at: number, texts: TextColumns, numbers: NumberColumns, problems: ProblemList): void {
  readTexts(row, at, texts, problems);
  readNumbers(row, at, numbers, problems);
  // Without tracking, only clicks tell of opens.
  if (texts.openTracked[at] === false) {
    numbers.opened[at] = numbers.humanOpened[at] = numbers.privacyOpened[at] = numbers.personOpened[at] = NaN;
  }
}

function readTexts(row: Row, at: number, texts: TextColumns, problems: ProblemList): void {
  texts.campaignId[at] = readId(row.campaignId, 'campaignId', problems);
  texts.campaignName[at] = readRequiredText(row.campaignName, 'campaignName', problems);
  texts.campaignFolder[at] = readText(row.campaignFolder, 'campaignFolder', problems);
  texts.campaignArchived[at] = readFlag(row.campaignArchived, 'campaignArchived', problems);
  texts.program[at] = readText(row.program, 'program', problems);
  texts.campaignType[at] = readText(row.campaignType, 'campaignType', problems);
  texts.workspace[at] = readText(row.workspace, 'workspace', problems);
  texts.emailId[at] = readId(row.emailId, 'emailId', problems);
  texts.emailName[at] = readRequiredText(row.emailName, 'emailName', problems);
  texts.openTracked[at] = readFlag(row.openTracked, 'openTracked', problems);
  texts.hasPreview[at] = readFlag(row.hasPreview, 'hasPreview', problems);
  texts.mayHaveBegunEarlier[at] = readFlag(row.mayHaveBegunEarlier, 'mayHaveBegunEarlier', problems) || undefined;
}

function readNumbers(row: Row, at: number, numbers: NumberColumns, problems: ProblemList): void {
  numbers.firstSentAt[at] = readInstant(row.firstSentAt, 'firstSentAt', problems);
  numbers.lastActivityAt[at] = readInstant(row.lastActivityAt, 'lastActivityAt', problems);
  numbers.sent[at] = readRequiredCount(row.sent, 'sent', problems);
  numbers.delivered[at] = readCount(row.delivered, 'delivered', problems);
  numbers.hardBounced[at] = readCount(row.hardBounced, 'hardBounced', problems);
  numbers.softBounced[at] = readCount(row.softBounced, 'softBounced', problems);
  numbers.pending[at] = readCount(row.pending, 'pending', problems);
  numbers.aborted[at] = readCount(row.aborted, 'aborted', problems);
  numbers.opened[at] = readCount(row.opened, 'opened', problems);
  numbers.clicked[at] = readCount(row.clicked, 'clicked', problems);
  numbers.unsubscribed[at] = readCount(row.unsubscribed, 'unsubscribed', problems);
  numbers.humanOpened[at] = readCount(row.humanOpened, 'humanOpened', problems);
  numbers.humanClicked[at] = readCount(row.humanClicked, 'humanClicked', problems);
  numbers.privacyOpened[at] = readCount(row.privacyOpened, 'privacyOpened', problems);
  numbers.personOpened[at] = numbers.humanOpened[at] - numbers.privacyOpened[at];
  numbers.tooYoung[at] = readCount(row.tooYoung, 'tooYoung', problems);
}
