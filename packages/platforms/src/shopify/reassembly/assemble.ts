import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Buckets, bucketOf } from './buckets.ts';
import { Children, withChildren } from './children.ts';
import { byteKeys, type LineKeys } from './line-keys.ts';
import { type LineTotals, linesOf, readLines } from './lines.ts';
import { scratchRoom, slabs } from './room.ts';
import type { Shape } from './shape.ts';

/** What one bucket may hold, so that it fits comfortably into memory when it is put together. */
const BUCKET_BYTES = 4 * 1024 * 1024;
/** A batch is parsed and mapped as one: its bytes are a tenth of what it takes then. */
const BATCH_BYTES = 8_000_000;
/** About what is joined within half a millisecond: the batch before is on its way to the database. */
const OBJECTS_PER_TURN = 16;
const UNKNOWN_SIZE_BUCKETS = 64;
const MOST_BUCKETS = 4096;

export interface AssembleOptions {
  shape: Shape;
  scratchDir: string;
  /** Bytes to come, where that is known. */
  size: number | null;
  /** Objects per batch; fewer when they are large. */
  batch: number;
}

export interface AssemblyProof extends LineTotals {
  roots: number;
  /** Root objects that came more than once; the last one was taken. */
  repeated: number;
}

/** A line that cannot be placed: cut off, not JSON, or a child whose parent never came. */
export class UnplacedLine extends Error {
  readonly line: string;
  /** 1-based; null when the line was found after lines had been put in another order. */
  readonly number: number | null;

  constructor(reason: string, line: string, number: number | null, cause?: unknown) {
    super(reason, { cause });
    this.name = 'UnplacedLine';
    this.line = line;
    this.number = number;
  }
}

function bucketCount(size: number | null): number {
  if (size === null) return UNKNOWN_SIZE_BUCKETS;
  return Math.min(MOST_BUCKETS, Math.max(1, Math.ceil(size / BUCKET_BYTES)));
}

const decoded = (line: Buffer): string => line.toString('utf8');

interface Piles {
  roots: Buckets;
  /** Children that may have children, together with those. */
  branches: Buckets;
}

function place(piles: Piles, shape: Shape, line: Buffer, number: number, ended: boolean): void {
  let keys: LineKeys;
  try {
    // Without its line end the line may be cut off at a brace inside it, which looks like its own.
    if (!ended) JSON.parse(decoded(line));
    keys = byteKeys(line);
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? cause.message : 'it cannot be read';
    throw new UnplacedLine(
      `Line ${number} is cut off or is not JSON (${reason})`,
      decoded(line),
      number,
      cause,
    );
  }
  const { roots, branches } = piles;
  if (keys.parentKey === '') {
    if (keys.type !== shape.root) {
      const what = keys.kind || 'an object without id';
      throw new UnplacedLine(
        `Line ${number} is ${what}, neither ${shape.root} nor child of one`,
        decoded(line),
        number,
      );
    }
    roots.add(bucketOf(keys.key, roots.count), line);
  } else if (keys.parentType !== shape.root) {
    branches.add(bucketOf(keys.parentKey, branches.count), line);
  } else if (keys.key === '' || shape.leaves === null || shape.leaves.has(keys.kind)) {
    roots.add(bucketOf(keys.parentKey, roots.count), line);
  } else {
    branches.add(bucketOf(keys.key, branches.count), line);
  }
}

interface Parent {
  line: Buffer | null;
  /** Of the line, once it is there. */
  keys: LineKeys;
  /** A child seen before or without its parent, to be shown if none comes. */
  waiting: Buffer;
  children: Children;
}

type Parents = Map<string, Parent>;

/** @returns the line that was there before */
function addParent(parents: Parents, key: string, line: Buffer, keys: LineKeys): Buffer | null {
  const parent = parents.get(key);
  const before = parent?.line ?? null;
  if (parent) Object.assign(parent, { line, keys });
  else parents.set(key, { line, keys, waiting: line, children: new Children() });
  return before;
}

function addChild(parents: Parents, key: string, line: Buffer, keys: LineKeys): void {
  let parent = parents.get(key);
  if (!parent) {
    parents.set(key, (parent = { line: null, keys, waiting: line, children: new Children() }));
  }
  parent.children.add(keys, line);
}

/** Gives the children of one bucket of branches to their parents, and these to the buckets of roots. */
function joinBranches(bytes: Buffer, shape: Shape, roots: Buckets): void {
  const parents: Parents = new Map();
  const room = scratchRoom();
  for (const line of linesOf(bytes)) {
    const keys = byteKeys(line);
    if (keys.parentType === shape.root) {
      addParent(parents, `${keys.type}/${keys.key}`, line, keys);
    } else {
      addChild(parents, `${keys.parentType}/${keys.parentKey}`, line, keys);
    }
  }
  for (const { line, keys, waiting, children } of parents.values()) {
    if (line === null) throw orphan(decoded(waiting));
    const whole = withChildren(line, keys.parentAt, children, room);
    roots.add(bucketOf(keys.parentKey, roots.count), whole);
  }
}

const orphan = (line: string): UnplacedLine =>
  new UnplacedLine("An object's parent is missing from the result", line, null);

/** Whole objects of one bucket, as bytes of JSON; counts roots that came more than once. */
function* joinRoots(
  bytes: Buffer,
  shape: Shape,
  room: (size: number) => Buffer,
  onRepeated: () => void,
): Generator<Buffer> {
  const parents: Parents = new Map();
  for (const line of linesOf(bytes)) {
    const keys = byteKeys(line);
    if (keys.parentType === shape.root) addChild(parents, keys.parentKey, line, keys);
    else if (addParent(parents, keys.key, line, keys) !== null) onRepeated();
  }
  for (const { line, keys, waiting, children } of parents.values()) {
    if (line === null) throw orphan(decoded(waiting));
    yield withChildren(line, keys.parentAt, children, room);
  }
}

/**
 * Puts the flat lines of a bulk result together, in any order of lines and in bounded memory: lines are
 * dealt into buckets by the id of their root, on disk when there are many, and bucket after bucket is
 * joined. Yields whole objects as bytes of JSON: the root's own bytes with its children in arrays.
 * @throws UnplacedLine for a line that is cut off, not JSON, or whose parent never comes.
 */
export async function* assemble(
  chunks: AsyncIterable<Uint8Array>,
  options: AssembleOptions,
): AsyncGenerator<Buffer[], AssemblyProof, void> {
  const { shape } = options;
  const count = bucketCount(options.size);
  const roots = new Buckets(join(options.scratchDir, 'roots'), count);
  const branches = new Buckets(join(options.scratchDir, 'branches'), count);
  const settle = async (): Promise<void> => {
    await roots.settle();
    await branches.settle();
  };
  try {
    const onLine = (line: Buffer, number: number, ended: boolean): void =>
      place({ roots, branches }, shape, line, number, ended);
    const totals = await readLines(chunks, onLine, settle);
    for (let bucket = 0; bucket < count; bucket += 1) {
      joinBranches(await branches.take(bucket), shape, roots);
      await settle();
    }
    await branches.drop();
    const proof: AssemblyProof = { ...totals, roots: 0, repeated: 0 };
    const room = slabs();
    let batch: Buffer[] = [];
    let size = 0;
    for (let bucket = 0; bucket < count; bucket += 1) {
      const bytes = await roots.take(bucket);
      for (const object of joinRoots(bytes, shape, room, () => (proof.repeated += 1))) {
        proof.roots += 1;
        batch.push(object);
        size += object.length;
        if (batch.length >= options.batch || size >= BATCH_BYTES) {
          yield batch;
          batch = [];
          size = 0;
        } else if (batch.length % OBJECTS_PER_TURN === 0) {
          await turn();
        }
      }
    }
    if (batch.length > 0) yield batch;
    return proof;
  } finally {
    await roots.drop();
    await branches.drop();
  }
}
