/** The names of the columns of a Bulk Activity Extract. */
const COLUMNS = {
  guid: 'marketoGUID',
  leadId: 'leadId',
  activityDate: 'activityDate',
  typeId: 'activityTypeId',
  campaignId: 'campaignId',
  assetId: 'primaryAttributeValueId',
  assetName: 'primaryAttributeValue',
  attributes: 'attributes',
  actionResult: 'actionResult',
} as const;

export type Column = keyof typeof COLUMNS;
export type Fields = Readonly<Record<Column, string>>;

/** The CSV format of one file. */
export interface CsvFormat {
  readonly columns: readonly Column[];
  readonly lineBreak: '\n' | '\r\n';
  /** The spelling of an empty field. */
  readonly empty: '' | 'null' | 'NULL';
}

export function headerLine(format: CsvFormat): string {
  return format.columns.map((column) => COLUMNS[column]).join(',') + format.lineBreak;
}

/** Formats a record according to RFC 4180. */
export function recordLine(fields: Fields, format: CsvFormat): string {
  const values = format.columns.map((column) => {
    const value = fields[column];
    return value === '' ? format.empty : quote(value);
  });
  return values.join(',') + format.lineBreak;
}

function quote(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
