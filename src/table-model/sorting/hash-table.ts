/**
 * Finds equal entries among millions. An open-addressing hash table of indexes into the caller's own storage, which costs
 * a tenth of a `Map` with as many strings.
 */
export class HashTable {
  readonly #hashOf: (index: number) => number;
  readonly #areEqual: (index: number, other: number) => boolean;
  /** The index in each slot, plus 1. A free slot is 0. */
  #indexes = new Uint32Array(1024);
  #hashes = new Uint32Array(1024);
  #size = 0;

  constructor(hashOf: (index: number) => number, areEqual: (index: number, other: number) => boolean) {
    this.#hashOf = hashOf;
    this.#areEqual = areEqual;
  }

  /** Returns the index of an equal entry that was added before. Otherwise adds this entry and returns its index. */
  findOrAdd(index: number): number {
    const hash = this.#hashOf(index) >>> 0;
    const mask = this.#indexes.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = this.#indexes[slot] ?? 0;
      if (found === 0) {
        this.#indexes[slot] = index + 1;
        this.#hashes[slot] = hash;
        this.#size += 1;
        if (this.#size * 2 > mask) this.#grow();
        return index;
      }
      if (this.#hashes[slot] === hash && this.#areEqual(found - 1, index)) return found - 1;
    }
  }

  #grow(): void {
    const [oldIndexes, oldHashes] = [this.#indexes, this.#hashes];
    const indexes = new Uint32Array(oldIndexes.length * 4);
    const hashes = new Uint32Array(oldIndexes.length * 4);
    const mask = indexes.length - 1;
    for (let oldSlot = 0; oldSlot < oldIndexes.length; oldSlot++) {
      const index = oldIndexes[oldSlot] ?? 0;
      if (index === 0) continue;
      const hash = oldHashes[oldSlot] ?? 0;
      let slot = hash & mask;
      while (indexes[slot] !== 0) slot = (slot + 1) & mask;
      indexes[slot] = index;
      hashes[slot] = hash;
    }
    this.#indexes = indexes;
    this.#hashes = hashes;
  }
}
