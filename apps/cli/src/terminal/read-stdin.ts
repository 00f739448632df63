import { wrongUsage } from '../command-error.ts';

const MOST_BYTES = 65_536;

/** Everything that was piped in, trimmed. */
export async function readStdin(): Promise<string> {
  if (process.stdin.isTTY) return '';
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > MOST_BYTES) throw wrongUsage('What was piped in is too long; nothing was stored');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8').trim();
}
