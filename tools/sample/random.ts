/** A seeded pseudorandom number generator (sfc32). Not cryptographically secure. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private readonly seed: string;

  /** @param seed any text */
  constructor(seed: string) {
    this.seed = seed;
    this.a = hash(seed, 0x9e3779b9);
    this.b = hash(seed, 0x85ebca6b);
    this.c = hash(seed, 0xc2b2ae35);
    for (let round = 0; round < 12; round += 1) this.next();
  }

  /** Returns an independent generator, so that a change in one part of the sample does not affect other parts. */
  fork(label: string): Random {
    return new Random(`${this.seed}/${label}`);
  }

  /** Returns a uniformly distributed number in [0, 1). */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** Returns an integer between two integers, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.next() * choices.length)];
    if (choice === undefined) throw new RangeError('Cannot pick from an empty list.');
    return choice;
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /**
   * Returns a log-normally distributed number with median 1.
   * @param spread the standard deviation of the logarithm
   */
  logNormal(spread: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return Math.exp(spread * radius * Math.cos(2 * Math.PI * this.next()));
  }
}

function hash(text: string, basis: number): number {
  let value = basis;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    value ^= value >>> 15;
  }
  return value | 0;
}
