/** Reads a JSON value from the browser's storage; `undefined` if there is none, or if the browser denies access. */
export function readStored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '') as unknown;
  } catch {
    return undefined;
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
