import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '@commerce/core';
import iconv from 'iconv-lite';

/** Encodings an exported table may have. CP949 is Windows Korean, a superset of EUC-KR. */
export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'cp949';

const HEAD_BYTES = 4096;

/** The first bytes of a file, at most 4096. */
export async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Decides how a text file is encoded: by its mark, by where its NUL bytes lie, else by reading all of it
 * as strict UTF-8 and, when that fails, as CP949. Never falls back to a single-byte encoding.
 * @throws AppError `invalid_file` for binary files and for UTF-8 that is damaged somewhere.
 */
export async function detectEncoding(path: string): Promise<TextEncoding> {
  const head = await readHead(path);
  const marked = byteOrderMark(head) ?? byNulBytes(head);
  if (marked) return marked;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lines = 1;
  let korean = false;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    try {
      const text = decoder.decode(chunk, { stream: true });
      korean ||= HANGUL.test(text);
      lines += countLines(text);
    } catch {
      const valid = beforeDamage(new TextDecoder('utf-8').decode(chunk));
      // Hangul that read well as UTF-8 cannot be an accident of CP949 bytes.
      if (korean || HANGUL.test(valid)) throw damaged('UTF-8', lines + countLines(valid));
      return 'cp949';
    }
  }
  try {
    decoder.decode();
  } catch {
    if (korean) throw damaged('UTF-8', lines);
    return 'cp949';
  }
  return 'utf-8';
}

const HANGUL = /[\uac00-\ud7a3]/;

function byteOrderMark(head: Uint8Array): TextEncoding | null {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8-bom';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

function byNulBytes(head: Uint8Array): TextEncoding | null {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  // A few in a text of one byte a letter are damage to single cells; UTF-16 has one for every letter of ASCII.
  if ((even + odd) * 100 < head.length) return null;
  if (odd > even * 3) return 'utf-16le';
  if (even > odd * 3) return 'utf-16be';
  throw new AppError(
    'invalid_file',
    'This is not a text table: it contains binary data. Export the report as CSV or XLSX and try again.',
  );
}

/**
 * The text of a file, chunk by chunk, without its byte order mark.
 * @throws AppError `invalid_file` with the line number of the first byte that does not fit the encoding.
 */
export async function* readText(
  path: string,
  encoding: TextEncoding,
): AsyncGenerator<string, void, void> {
  const decode = decoderFor(encoding);
  let lines = 1;
  for await (const chunk of createReadStream(path, {
    highWaterMark: 1 << 18,
  }) as AsyncIterable<Buffer>) {
    const text = decode(chunk, lines);
    lines += countLines(text);
    if (text !== '') yield text;
  }
  const rest = decode(null, lines);
  if (rest !== '') yield rest;
}

type Decode = (chunk: Uint8Array | null, line: number) => string;

function decoderFor(encoding: TextEncoding): Decode {
  if (encoding === 'cp949') {
    const decoder = iconv.getDecoder('cp949');
    return (chunk, line) => {
      const text = (chunk ? decoder.write(Buffer.from(chunk)) : decoder.end()) ?? '';
      if (text.includes('\ufffd')) throw unreadable(line + countLines(beforeDamage(text)));
      return text;
    };
  }
  const label = encoding === 'utf-8-bom' ? 'utf-8' : encoding;
  const decoder = new TextDecoder(label, { fatal: true });
  return (chunk, line) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      const valid = chunk ? beforeDamage(new TextDecoder(label).decode(chunk)) : '';
      throw damaged(label.toUpperCase(), line + countLines(valid));
    }
  };
}

function beforeDamage(text: string): string {
  const at = text.indexOf('\ufffd');
  return at === -1 ? text : text.slice(0, at);
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function damaged(encoding: string, line: number): AppError {
  return new AppError(
    'invalid_file',
    `Line ${line}: the text is ${encoding} but damaged here, so the file may be cut off. Nothing was stored; export it again.`,
    { details: { line } },
  );
}

function unreadable(line: number): AppError {
  return new AppError(
    'invalid_file',
    `Line ${line}: the text is neither UTF-8, UTF-16 nor CP949. Nothing was stored; save the file as "CSV UTF-8" and try again.`,
    { details: { line } },
  );
}
