/**
 * Returns SQL of DuckDB for the rows that servers have returned as `JSONCompact`, each a list of integers.
 * @param parameter the parameter with the list of texts
 */
export function receivedRows(parameter: string): string {
  return `(
    SELECT unnest(from_json(text, '{"data":[["BIGINT"]]}').data) AS row
    FROM (SELECT unnest(${parameter}::VARCHAR[]) AS text)
  )`;
}
