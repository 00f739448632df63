import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Pending } from './pending.ts';

/** Lines waiting in memory before they are written out; a result that is smaller never touches the disk. */
const MEMORY_BYTES = 16 * 1024 * 1024;

/** A bucket's part of the file. */
interface Piece {
  at: number;
  length: number;
}

/**
 * Lines piled up by a number, in memory or, when there are many, in one file: each time the memory is
 * full, all of it is written at once, bucket after bucket.
 */
export class Buckets {
  readonly count: number;
  #path: string;
  #pending: Pending;
  #file: FileHandle | null = null;
  #written = 0;
  #pieces: Piece[][];
  /** What the memory holds, by bucket; set once the first bucket is taken. */
  #rest: Buffer[] | null = null;
  #taken: Buffer = Buffer.alloc(0);

  constructor(path: string, count: number) {
    this.count = count;
    this.#path = path;
    this.#pending = new Pending(count);
    this.#pieces = Array.from({ length: count }, () => []);
  }

  /** Copies the line. Nothing is added once a bucket was taken. */
  add(bucket: number, line: Buffer): void {
    this.#pending.add(bucket, line);
  }

  /** Writes the waiting lines out when there are too many to hold. */
  async settle(): Promise<void> {
    if (this.#pending.size < MEMORY_BYTES) return;
    this.#file ??= await openNew(this.#path);
    const { bytes, ends } = this.#pending.grouped();
    await this.#file.writeFile(bytes);
    let start = 0;
    for (const [bucket, end] of ends.entries()) {
      if (end > start)
        this.#pieces[bucket]?.push({ at: this.#written + start, length: end - start });
      start = end;
    }
    this.#written += bytes.length;
    this.#pending.clear();
  }

  /** The bytes of a bucket, each line with its line end. They hold until the next bucket is taken. */
  async take(bucket: number): Promise<Buffer> {
    this.#rest ??= this.#split();
    const waiting = this.#rest[bucket] as Buffer;
    const pieces = this.#pieces[bucket] as Piece[];
    const file = this.#file;
    if (file === null || pieces.length === 0) return waiting;
    const size = pieces.reduce((sum, { length }) => sum + length, 0);
    const total = size + waiting.length;
    if (this.#taken.length < total) this.#taken = Buffer.allocUnsafe(total * 2);
    const bytes = this.#taken;
    let end = 0;
    const reads = pieces.map(async ({ at, length }) => {
      const start = end;
      end += length;
      const { bytesRead } = await file.read(bytes, start, length, at);
      if (bytesRead !== length)
        throw new Error(`${this.#path} was cut off while it was being read`);
    });
    await Promise.all(reads);
    waiting.copy(bytes, size);
    return bytes.subarray(0, total);
  }

  #split(): Buffer[] {
    const { bytes, ends } = this.#pending.grouped();
    this.#pending.release();
    return ends.map((end, bucket) => bytes.subarray(ends[bucket - 1] ?? 0, end));
  }

  async drop(): Promise<void> {
    this.#pieces = [];
    this.#rest = null;
    this.#taken = Buffer.alloc(0);
    this.#pending.release();
    await this.#file?.close();
    this.#file = null;
    await rm(this.#path, { force: true });
  }
}

async function openNew(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return await open(path, 'w+');
}

/** The bucket of an id: same id, same bucket. Ids grow one by one, so their last digits spread well. */
export function bucketOf(key: string, count: number): number {
  let hash = 0;
  for (let i = Math.max(0, key.length - 9); i < key.length; i += 1) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(i)) >>> 0;
  }
  return hash % count;
}
