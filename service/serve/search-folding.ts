import { DuckDBScalarFunction, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { foldText } from '../../src/table-model/diacritic-folding.ts';

/** The most texts of a database whose folding is kept. Names repeat in rows and in reports, and take microseconds each. */
const maxKept = 20_000;

/** Adds the SQL function `fold_text` to a database: the folding with which the element searches. */
export function registerFolding(connection: DuckDBConnection): void {
  const kept = new Map<string, string>();
  const fold = (text: string): string => {
    const folded = kept.get(text) ?? foldText(text);
    if (kept.size < maxKept) kept.set(text, folded);
    return folded;
  };
  const folding = DuckDBScalarFunction.create({
    name: 'fold_text',
    returnType: VARCHAR,
    parameterTypes: [VARCHAR],
    mainFunction: (_info, input, output) => {
      const texts = input.getColumnVector(0);
      for (let row = 0; row < input.rowCount; row++) {
        const text = texts.getItem(row);
        output.setItem(row, typeof text === 'string' ? fold(text) : null);
      }
      output.flush();
    },
  });
  connection.registerScalarFunction(folding);
}

/** Returns SQL that folds the texts of a column. Most texts are plain or missing: the database folds them faster by itself. */
export function foldedColumn(column: string): string {
  const isPlain = `${column} IS NULL OR regexp_full_match(${column}, '[!-~]*( [!-~]+)*')`;
  return `CASE WHEN ${isPlain} THEN lower(${column}) ELSE fold_text(${column}) END`;
}
