import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { AppError } from '@commerce/core';

interface ZipEntry {
  method: number;
  offset: number;
  compressedSize: number;
}

/** The files inside a zip archive by name, read from its central directory. */
export interface Zip {
  has(name: string): boolean;
  /** The unpacked bytes; fails after `limit` bytes, whatever size the archive claims. */
  read(name: string, limit: number): AsyncIterable<Buffer>;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const LONGEST_END = 22 + 0xffff;
const MAX_ENTRIES = 10_000;

/** @throws AppError `invalid_file` when the archive is cut off, encrypted, or of a kind Excel does not write. */
export async function openZip(path: string, size: number): Promise<Zip> {
  const entries = await readDirectory(path, size);
  return {
    has: (name) => entries.has(name),
    async *read(name, limit) {
      const entry = entries.get(name);
      if (!entry) throw broken(`it has no ${name}`);
      if (entry.compressedSize === 0) return;
      const start = await dataStart(path, entry, size);
      const packed = createReadStream(path, { start, end: start + entry.compressedSize - 1 });
      yield* limited(unpack(packed, entry.method), limit);
    },
  };
}

async function* unpack(
  packed: ReturnType<typeof createReadStream>,
  method: number,
): AsyncGenerator<Buffer> {
  if (method === 0) {
    yield* packed as AsyncIterable<Buffer>;
    return;
  }
  const inflate = createInflateRaw();
  packed.on('error', (error) => inflate.destroy(error));
  try {
    for await (const chunk of packed.pipe(inflate)) yield chunk as Buffer;
  } catch (cause) {
    throw cause instanceof AppError ? cause : broken('its data is damaged', cause);
  } finally {
    packed.destroy();
    inflate.destroy();
  }
}

async function* limited(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) {
      throw new AppError(
        'invalid_file',
        `The workbook unpacks to more than ${Math.round(limit / 1024 / 1024)} MiB in one part. Nothing was stored; export the report as CSV, which has no size limit.`,
      );
    }
    yield chunk;
  }
}

async function readDirectory(path: string, size: number): Promise<Map<string, ZipEntry>> {
  const tail = await readBytes(path, Math.max(0, size - LONGEST_END), size);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw broken('it is cut off');
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count > MAX_ENTRIES || start + length > size) throw broken('its directory is damaged');
  const directory = await readBytes(path, start, start + length);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0, i = 0; i < count; i++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      throw broken('its directory is damaged');
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, '');
    entries.set(name, readEntry(directory, at));
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

function readEntry(directory: Buffer, at: number): ZipEntry {
  const method = directory.readUInt16LE(at + 10);
  const encrypted = (directory.readUInt16LE(at + 8) & 1) === 1;
  if (encrypted || (method !== 0 && method !== 8)) throw broken('it is encrypted or packed oddly');
  return {
    method,
    compressedSize: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
  };
}

async function dataStart(path: string, entry: ZipEntry, size: number): Promise<number> {
  const local = await readBytes(path, entry.offset, entry.offset + 30);
  if (local.length < 30 || local.readUInt32LE(0) !== LOCAL_ENTRY) throw broken('it is damaged');
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (start + entry.compressedSize > size) throw broken('it is cut off');
  return start;
}

async function readBytes(path: string, from: number, to: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function broken(reason: string, cause?: unknown): AppError {
  return new AppError(
    'invalid_file',
    `The workbook cannot be read: ${reason}. Nothing was stored; save it again as .xlsx or CSV UTF-8.`,
    { cause },
  );
}
