const NEWLINE = 10;
const SPACE = 32;
/** No record of a shop is anywhere near this long; a file without line ends must not fill the memory. */
const LONGEST_LINE = 32 * 1024 * 1024;

export interface LineTotals {
  bytes: number;
  lines: number;
  /** The last line has its line end. */
  complete: boolean;
}

/** A line without its carriage return and other white space at its end, or null when nothing is on it. */
function contentOf(bytes: Buffer, start: number, end: number): Buffer | null {
  let last = end;
  while (last > start && (bytes[last - 1] as number) <= SPACE) last -= 1;
  return last === start ? null : bytes.subarray(start, last);
}

/**
 * Cuts bytes into lines without copying them: a line is a view that must be used before `onLine`
 * returns. Calls it for every line that is not empty, with its 1-based number and whether it has its line
 * end, and `onChunk` after every piece of input.
 * @throws SyntaxError when a line is longer than any record can be.
 */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  onLine: (line: Buffer, number: number, ended: boolean) => void,
  onChunk: () => Promise<void>,
): Promise<LineTotals> {
  const totals: LineTotals = { bytes: 0, lines: 0, complete: true };
  let number = 0;
  let rest: Buffer[] = [];
  let restLength = 0;
  const emit = (bytes: Buffer, start: number, end: number, ended = true): void => {
    number += 1;
    const line = contentOf(bytes, start, end);
    if (line === null) return;
    totals.lines += 1;
    onLine(line, number, ended);
  };
  for await (const chunk of chunks) {
    const skip = totals.bytes === 0 && hasMark(chunk) ? 3 : 0;
    totals.bytes += chunk.byteLength;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset + skip, chunk.byteLength - skip);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      if (restLength === 0) {
        emit(bytes, start, end);
      } else {
        const line = Buffer.concat([...rest, bytes.subarray(0, end)]);
        rest = [];
        restLength = 0;
        emit(line, 0, line.length);
      }
      start = end + 1;
    }
    if (start < bytes.length) rest.push(Buffer.from(bytes.subarray(start)));
    restLength += bytes.length - start;
    if (restLength > LONGEST_LINE) {
      throw new SyntaxError(`line ${number + 1} has no end within ${LONGEST_LINE} bytes`);
    }
    await onChunk();
  }
  if (restLength > 0) {
    totals.complete = false;
    emit(Buffer.concat(rest), 0, restLength, false);
  }
  return totals;
}

/** The byte order mark some editors put before UTF-8. */
const hasMark = (chunk: Uint8Array): boolean =>
  chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;

/** Every line of bytes that end each line with a line feed, as views. */
export function* linesOf(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}
