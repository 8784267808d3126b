/**
 * Reads a JSON value from the browser's storage; `undefined` if it is missing, or if the browser denies access. A text
 * that is not JSON is returned as it is.
 */
export function readStored(key: string): unknown {
  let text: string | undefined;
  try {
    text = localStorage.getItem(key) ?? undefined;
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

/** Writes a JSON value into the browser's storage. Returns `false` if the storage is full, or access is denied. */
export function writeStored(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
