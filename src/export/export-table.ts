import type { RowNotesMessages } from '../i18n/row-notes-messages.ts';
import { nameColumn, type ColumnId, type ColumnKind } from '../model/columns.ts';
import { visibleName } from '../table-model/email-name.ts';
import { valueOf, type Value } from '../table-model/rows.ts';
import type { Line, Table } from '../table-model/table.ts';
import { campaignTypeText, columnLabel, type Localization } from '../ui/cell-formatters.ts';
import { trackedEmails } from '../ui/tracked-emails.ts';

/** A column of a file. */
export interface ExportColumn {
  readonly id: ColumnId;
  readonly label: string;
  readonly kind: ColumnKind;
}

/** A row of a file. */
export interface ExportRow {
  readonly kind: 'campaign' | 'email' | 'total';
  /** Whether the row is an email below the row of its campaign. */
  readonly isNested: boolean;
  /** The values: texts, flags and numbers. Rates are fractions, instants are milliseconds since 1970 UTC. */
  readonly values: readonly Value[];
}

/** The content of a file: the rows of a table, then its total. */
export interface ExportTable {
  readonly columns: readonly ExportColumn[];
  readonly rowCount: number;
  /** Of how many emails the opens of the total are; `undefined` if they are of all. */
  readonly coverage: string | undefined;
  rowAt(index: number): ExportRow;
  /** Returns the same of a campaign. */
  coverageOf(campaign: Pick<Line, 'rows' | 'row'>): string | undefined;
}

/** The number of rows that are written between two yields. */
export const rowsPerSlice = 100;

/**
 * Returns the content of a file. The name column of a grouped table becomes two: the campaign, which each email repeats,
 * and the email. Names are whole.
 *
 * @param chosen the columns in order; the name column comes first
 * @param isComplete whether all rows have loaded
 * @param coverageText writes of how many emails the opens of a sum are; `undefined` if those of the total are of all
 */
export function exportTable(
  table: Table,
  chosen: readonly ColumnId[],
  localization: Localization,
  isComplete: boolean,
  coverageText?: RowNotesMessages['coverage'],
): ExportTable {
  const { columnSet, messages } = localization;
  const names: readonly ColumnId[] = table.isGrouped ? ['campaignName', nameColumn] : [nameColumn];
  const ids = [...names, ...chosen.filter((id) => !names.includes(id))];
  const coverageOf: ExportTable['coverageOf'] = ({ rows, row }) => {
    const tracked = coverageText && trackedEmails(rows, chosen, localization, row);
    return tracked && coverageText(...tracked);
  };
  const coverage = coverageOf({ rows: table.total, row: 0 });
  const totalLabel = isComplete ? messages.total : messages.totalSoFar;
  const total: ExportRow = {
    kind: 'total',
    isNested: false,
    values: ids.map((id, place) => {
      if (place === 0) return withCoverage(totalLabel, coverage);
      return columnSet.hasTotal(id) ? valueOf(table.total, id, 0, columnSet) : undefined;
    }),
  };
  const rowOf = (line: Line): ExportRow => {
    const isCampaign = line.emails !== undefined;
    const values = ids.map((id) => (isCampaign && id === nameColumn ? undefined : valueIn(line, id, localization)));
    if (isCampaign) values[0] = withCoverage(String(values[0]), coverageOf(line));
    return {
      kind: isCampaign ? 'campaign' : 'email',
      isNested: table.isGrouped && !isCampaign && line.isOnlyEmail !== true,
      values,
    };
  };
  return {
    columns: ids.map((id) => ({ id, label: columnLabel(id, undefined, messages), kind: columnSet.kindOf(id) })),
    rowCount: table.lineCount + 1,
    coverage,
    coverageOf,
    rowAt(index) {
      const line = index < table.lineCount ? table.lineAt(index) : undefined;
      return line ? rowOf(line) : total;
    },
  };
}

const withCoverage = (name: string, coverage: string | undefined) => (coverage ? `${name} · ${coverage}` : name);

function valueIn({ rows, row }: Line, id: ColumnId, { columnSet, messages }: Localization): Value {
  const { text } = rows;
  if (id === 'campaignName') return visibleName(text.campaignName[row], text.campaignId[row]);
  if (id === nameColumn) return visibleName(text.emailName[row], text.emailId[row]);
  const value = valueOf(rows, id, row, columnSet);
  if (id === 'campaignType' && value !== undefined) return campaignTypeText(value, messages);
  return Number.isNaN(value) ? undefined : value;
}
