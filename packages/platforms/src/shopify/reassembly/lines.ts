const NEWLINE = '\n';
/** No record of a shop is anywhere near this long; a file without line ends must not fill the memory. */
const LONGEST_LINE = 32 * 1024 * 1024;

export interface LineTotals {
  bytes: number;
  lines: number;
  /** The last line has its line end. */
  complete: boolean;
}

/**
 * Cuts bytes into lines, given as latin1 text (one character per byte). Calls `onLine` for every line
 * that is not empty, with its 1-based number, and `onChunk` after every piece of input.
 * @throws SyntaxError when a line is longer than any record can be.
 */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  onLine: (line: string, number: number) => void,
  onChunk: () => Promise<void>,
): Promise<LineTotals> {
  const totals: LineTotals = { bytes: 0, lines: 0, complete: true };
  let number = 0;
  let rest = '';
  const emit = (line: string): void => {
    number += 1;
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (text.trim() === '') return;
    totals.lines += 1;
    onLine(text, number);
  };
  for await (const chunk of chunks) {
    const skip = totals.bytes === 0 && hasMark(chunk) ? 3 : 0;
    totals.bytes += chunk.byteLength;
    const text =
      rest +
      Buffer.from(chunk.buffer, chunk.byteOffset + skip, chunk.byteLength - skip).toString(
        'latin1',
      );
    let start = 0;
    for (let end = text.indexOf(NEWLINE); end >= 0; end = text.indexOf(NEWLINE, start)) {
      emit(text.slice(start, end));
      start = end + 1;
    }
    rest = text.slice(start);
    if (rest.length > LONGEST_LINE) {
      throw new SyntaxError(`line ${number + 1} has no end within ${LONGEST_LINE} bytes`);
    }
    await onChunk();
  }
  if (rest !== '') {
    totals.complete = false;
    emit(rest);
  }
  return totals;
}

/** The byte order mark some editors put before UTF-8. */
const hasMark = (chunk: Uint8Array): boolean =>
  chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;

/** Every line of text that ends each line with a line feed. */
export function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf(NEWLINE); end >= 0; end = text.indexOf(NEWLINE, start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
}
