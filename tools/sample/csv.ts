/** The columns of a Bulk Activity Extract, by what they hold here. */
export const COLUMNS = {
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
export type Cells = Readonly<Record<Column, string>>;

/** How one file is written. */
export interface Layout {
  readonly columns: readonly Column[];
  readonly lineEnd: '\n' | '\r\n';
  /** What stands for an empty field. */
  readonly empty: '' | 'null' | 'NULL';
}

export function headerLine(layout: Layout): string {
  return layout.columns.map((column) => COLUMNS[column]).join(',') + layout.lineEnd;
}

/** One record, quoted as RFC 4180 has it. */
export function recordLine(cells: Cells, layout: Layout): string {
  const fields = layout.columns.map((column) => {
    const value = cells[column];
    return value === '' ? layout.empty : quote(value);
  });
  return fields.join(',') + layout.lineEnd;
}

function quote(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
