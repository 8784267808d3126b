/** An object from JSON whose fields have not been validated. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Returns a copy of a value as JSON has it, without proxies. `undefined` becomes `null`. */
export const copyJson = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, field: unknown) => field ?? null));

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
