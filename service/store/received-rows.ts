/**
 * Returns SQL of DuckDB for the rows that servers have returned as `JSONCompact`, each a list of values of one type.
 * @param parameter the parameter with the list of texts
 */
export function receivedRows(parameter: string, type: 'BIGINT' | 'VARCHAR' = 'BIGINT'): string {
  return `(
    SELECT unnest(from_json(text, '{"data":[["${type}"]]}').data) AS row
    FROM (SELECT unnest(${parameter}::VARCHAR[]) AS text)
  )`;
}
