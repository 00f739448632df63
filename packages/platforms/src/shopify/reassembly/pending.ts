const FIRST_BYTES = 256 * 1024;
const NEWLINE = 10;

/** Lines in the order they came, one after the other in one buffer that is used again and again. */
export class Pending {
  #buckets: number;
  #bytes: Buffer = Buffer.alloc(0);
  #sorted: Buffer = Buffer.alloc(0);
  #bucketOf: number[] = [];
  #ends: number[] = [];
  size = 0;

  constructor(buckets: number) {
    this.#buckets = buckets;
  }

  add(bucket: number, line: Buffer): void {
    const end = this.size + line.length + 1;
    if (end > this.#bytes.length) this.#grow(end);
    line.copy(this.#bytes, this.size);
    this.#bytes[end - 1] = NEWLINE;
    this.#bucketOf.push(bucket);
    this.#ends.push(end);
    this.size = end;
  }

  /** The lines bucket after bucket, and where each bucket ends. The bytes hold until the next call. */
  grouped(): { bytes: Buffer; ends: number[] } {
    const ends = new Array<number>(this.#buckets).fill(0);
    this.#eachLine((bucket, start, end) => {
      ends[bucket] = (ends[bucket] as number) + end - start;
    });
    let total = 0;
    const next = ends.map((size, bucket) => {
      const start = total;
      total += size;
      ends[bucket] = total;
      return start;
    });
    if (this.#sorted.length < total) this.#sorted = Buffer.allocUnsafe(total);
    this.#eachLine((bucket, start, end) => {
      const at = next[bucket] as number;
      this.#bytes.copy(this.#sorted, at, start, end);
      next[bucket] = at + end - start;
    });
    return { bytes: this.#sorted.subarray(0, total), ends };
  }

  clear(): void {
    this.#bucketOf = [];
    this.#ends = [];
    this.size = 0;
  }

  /** Clears it and lets the memory go; bytes that were given out stay as they are. */
  release(): void {
    this.clear();
    this.#bytes = Buffer.alloc(0);
    this.#sorted = Buffer.alloc(0);
  }

  #eachLine(visit: (bucket: number, start: number, end: number) => void): void {
    let start = 0;
    for (const [index, end] of this.#ends.entries()) {
      visit(this.#bucketOf[index] as number, start, end);
      start = end;
    }
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2, FIRST_BYTES));
    this.#bytes.copy(larger, 0, 0, this.size);
    this.#bytes = larger;
  }
}
