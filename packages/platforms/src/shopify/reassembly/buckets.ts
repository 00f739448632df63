import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Lines waiting in memory before they are written out; a result that is smaller never touches the disk. */
const MEMORY_BYTES = 8 * 1024 * 1024;

const NEWLINE = 10;

interface Pile {
  lines: string[];
  spilled: boolean;
}

/**
 * Lines piled up by a number. Lines are latin1 strings: one character per byte of the file, so cutting
 * and joining them never touches the bytes.
 */
export class Buckets {
  readonly count: number;
  #piles: Pile[];
  #directory: string;
  #waiting = 0;

  constructor(directory: string, count: number) {
    this.count = count;
    this.#directory = directory;
    this.#piles = Array.from({ length: count }, () => ({ lines: [], spilled: false }));
  }

  add(bucket: number, line: string): void {
    (this.#piles[bucket] as Pile).lines.push(line);
    this.#waiting += line.length + 1;
  }

  /** Writes the waiting lines out when there are too many to hold. */
  async settle(): Promise<void> {
    if (this.#waiting < MEMORY_BYTES) return;
    await mkdir(this.#directory, { recursive: true });
    for (const [index, pile] of this.#piles.entries()) {
      if (pile.lines.length === 0) continue;
      const file = await open(this.#path(index), 'a');
      try {
        await file.writeFile(toBytes(pile.lines));
      } finally {
        await file.close();
      }
      pile.lines = [];
      pile.spilled = true;
    }
    this.#waiting = 0;
  }

  /** The bytes of a pile, which is gone afterwards. */
  async take(bucket: number): Promise<Buffer> {
    const pile = this.#piles[bucket] as Pile;
    const waiting = toBytes(pile.lines);
    pile.lines = [];
    this.#waiting -= waiting.length;
    if (!pile.spilled) return waiting;
    const stored = await readFile(this.#path(bucket));
    await rm(this.#path(bucket));
    pile.spilled = false;
    return waiting.length === 0 ? stored : Buffer.concat([stored, waiting]);
  }

  async drop(): Promise<void> {
    this.#piles = [];
    await rm(this.#directory, { recursive: true, force: true });
  }

  #path(bucket: number): string {
    return join(this.#directory, `${bucket}.jsonl`);
  }
}

/** One copy per line; joining the strings first would copy everything twice. */
function toBytes(lines: readonly string[]): Buffer {
  let size = 0;
  for (const line of lines) size += line.length + 1;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const line of lines) {
    at += bytes.write(line, at, 'latin1');
    bytes[at] = NEWLINE;
    at += 1;
  }
  return bytes;
}

/** The bucket of an id: same id, same bucket. Ids grow one by one, so their last digits spread well. */
export function bucketOf(key: string, count: number): number {
  let hash = 0;
  for (let i = Math.max(0, key.length - 9); i < key.length; i += 1) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(i)) >>> 0;
  }
  return hash % count;
}
