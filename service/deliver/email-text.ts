import type { EmailContent, EmailRow } from './email-content.ts';

/** Returns the plain text of an email for one recipient: the same figures as the HTML. */
export function emailText(content: EmailContent, unsubscribeUrl: string): string {
  const { title, period, keyFigures, rows, total, attachmentNote, notes, coverage, reportUrl, language } = content;
  const { own } = language;
  const { colon } = own;
  const blocks = [
    [title, period],
    keyFigures.map(([label, figure]) => `${label}${colon}${figure}`),
    ...(rows.length > 0 ? rows.map((row) => rowLines(row, content, colon)) : [[own.nothingMatches]]),
    total ? rowLines(total, content, colon) : [],
    attachmentNote === undefined ? [] : [attachmentNote],
    reportUrl === undefined ? [] : [`${own.openReport}${colon}${reportUrl}`],
    [...coverage, ...notes],
    [own.reason(title), `${own.unsubscribe}${colon}${unsubscribeUrl}`],
  ];
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${text.join('\n\n')}\n`;
}

function rowLines({ kind, name, detail, cells }: EmailRow, { columns }: EmailContent, colon: string): string[] {
  const indent = kind === 'nested-email' ? '  ' : '';
  const figures = cells.flatMap(({ text }, index) =>
    text === '' ? [] : [`${columns[index]?.label ?? ''}${colon}${text}`],
  );
  const title = detail === undefined ? name : `${name} (${detail})`;
  return [`${indent}${title}`, `${indent}  ${figures.join(' · ')}`];
}
