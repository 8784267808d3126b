import { hashText } from '../platform/hash-text.ts';

/**
 * Finds rows with the same campaign and email: a hash table of row numbers over two columns of ids.
 *
 * A row starts at the slot of its email. Other campaigns with the same email are spread by the hash of the campaign. A `Map`
 * of a million texts takes several times as long.
 */
export class PairIndex {
  readonly #campaignIds: readonly string[];
  readonly #emailIds: readonly string[];
  /** Row numbers, plus 1; 0 is a free slot. */
  #slots = new Int32Array(2048);

  constructor(campaignIds: readonly string[], emailIds: readonly string[]) {
    this.#campaignIds = campaignIds;
    this.#emailIds = emailIds;
  }

  /** Allocates memory for so many rows. */
  reserve(rows: number): void {
    let length = this.#slots.length;
    while (length * 3 < rows * 4) length *= 2;
    if (length === this.#slots.length) return;
    const old = this.#slots;
    this.#slots = new Int32Array(length);
    for (const slot of old) if (slot > 0) this.add(slot - 1);
  }

  /**
   * Returns the first row with the same campaign and email. If the pair is new, adds this row, for which memory must be
   * allocated, and returns it.
   */
  add(row: number): number {
    const slots = this.#slots;
    const campaignIds = this.#campaignIds;
    const emailIds = this.#emailIds;
    const campaignId = campaignIds[row] ?? '';
    const emailId = emailIds[row] ?? '';
    const mask = slots.length - 1;
    let slot = hashId(emailId) & mask;
    for (let step = 0; ; slot = (slot + step) & mask) {
      const other = (slots[slot] as number) - 1;
      if (other === -1) {
        slots[slot] = row + 1;
        return row;
      }
      if (emailIds[other] === emailId && campaignIds[other] === campaignId) return other;
      // Any odd step visits every slot.
      if (step === 0) step = hashText(campaignId) | 1;
    }
  }
}

/** Decimal ids are their own hash: consecutive ids get neighbouring slots, which stay in the cache of the processor. */
function hashId(id: string): number {
  let value = 0;
  for (let index = 0; index < id.length; index++) {
    const digit = id.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return hashText(id);
    value = (Math.imul(value, 10) + digit) | 0;
  }
  return value;
}
