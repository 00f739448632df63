export type Delimiter = ',' | ';' | '\t';

const CANDIDATES: readonly Delimiter[] = ['\t', ',', ';'];
const SAMPLE_LINES = 15;

/**
 * The separator whose count outside quotes is the same on most of the first 15 lines; the more frequent
 * one wins a tie. A text without any separator is a table of one column: a comma.
 */
export function detectDelimiter(sample: string): Delimiter {
  const lines = countPerLine(sample);
  let best: { delimiter: Delimiter; lines: number; count: number } | null = null;
  for (const delimiter of CANDIDATES) {
    const frequency = new Map<number, number>();
    for (const line of lines) {
      const count = line[delimiter];
      if (count > 0) frequency.set(count, (frequency.get(count) ?? 0) + 1);
    }
    for (const [count, agreeing] of frequency) {
      const better =
        !best || agreeing > best.lines || (agreeing === best.lines && count > best.count);
      if (better) best = { delimiter, lines: agreeing, count };
    }
  }
  return best?.delimiter ?? ',';
}

function countPerLine(sample: string): Record<Delimiter, number>[] {
  const lines: Record<Delimiter, number>[] = [];
  let current: Record<Delimiter, number> = { '\t': 0, ',': 0, ';': 0 };
  let quoted = false;
  for (const char of sample) {
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '\n') {
      if (lines.push(current) === SAMPLE_LINES) return lines;
      current = { '\t': 0, ',': 0, ';': 0 };
    } else if (char === '\t' || char === ',' || char === ';') current[char]++;
  }
  return [...lines, current];
}
