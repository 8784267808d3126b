import { hashText } from '../platform/hash-text.ts';
import { readStored, writeStored } from './browser-storage.ts';
import type { ViewParameters } from './view-parameters.ts';

/** The longest address, in characters. Servers, proxies and email programs refuse or cut longer ones. */
export const addressLimit = 8000;

const storageKey = 'campaign-email-report.long-values';
/** How many values are kept, the newest first. */
const keptValues = 20;

type StoredValues = readonly (readonly [reference: string, value: string])[];

function readValues(): StoredValues {
  const stored = readStored(storageKey);
  return Array.isArray(stored) ? (stored as StoredValues).filter((entry) => Array.isArray(entry)) : [];
}

const referenceTo = (value: string) => `~${(hashText(value) >>> 0).toString(36)}-${value.length.toString(36)}`;

/** Parameters for an address, and the names of those whose values are only in this browser. */
export interface FittingParameters {
  readonly parameters: ViewParameters;
  readonly missing: readonly string[];
}

/**
 * Values that are too long for an address. The address has a reference, and this browser's storage the value; this
 * object keeps it, too, as the storage may be full or forbidden.
 */
export class LongValues {
  readonly #values = new Map<string, string>();

  /** Replaces the longest values by references until the address is short enough. */
  fit(parameters: ViewParameters, toAddress: (parameters: ViewParameters) => string): FittingParameters {
    const fitting = new Map([...parameters].map(([name, value]) => [name, value.replace(/^~/, '~~')]));
    const byLength = [...parameters].sort(([, one], [, other]) => other.length - one.length);
    const missing: string[] = [];
    for (const [name, value] of byLength) {
      const reference = referenceTo(value);
      if (toAddress(fitting).length <= addressLimit || value.length <= reference.length) break;
      this.#keep(reference, value);
      fitting.set(name, reference);
      missing.push(name);
    }
    return { parameters: fitting, missing };
  }

  /** Replaces references by their values. Parameters with an unknown reference are missing. */
  resolve(parameters: ViewParameters): FittingParameters {
    const resolved = new Map<string, string>();
    const missing: string[] = [];
    for (const [name, text] of parameters) {
      const isReference = text.startsWith('~') && !text.startsWith('~~');
      const value = isReference ? this.#find(text) : text.replace(/^~~/, '~');
      if (value === undefined) missing.push(name);
      else resolved.set(name, value);
    }
    return { parameters: resolved, missing };
  }

  #keep(reference: string, value: string): void {
    if (this.#values.has(reference)) return;
    this.#values.set(reference, value);
    const others = readValues().filter(([known]) => known !== reference);
    writeStored(storageKey, [[reference, value], ...others].slice(0, keptValues));
  }

  #find(reference: string): string | undefined {
    return this.#values.get(reference) ?? readValues().find(([known]) => known === reference)?.[1];
  }
}
