/** Formats the fields of a CSV record (RFC 4180), without the line break. */
export function csvLine(fields: readonly (string | null)[]): string {
  return fields.map((field) => quoted(field ?? '')).join(',');
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
