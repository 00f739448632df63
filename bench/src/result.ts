/** One line of the table: a median, or the ratio of two medians of the same run. */
export interface Result {
  benchmark: string;
  measure: string;
  value: number;
  unit: '/s' | 's' | 'ms' | 'µs' | 'kB' | 'MB' | '%' | '×';
  /** What the product promises, and whether it holds; null for figures that only explain others. */
  goal: { text: string; holds: boolean } | null;
}

export interface BenchOptions {
  quick: boolean;
  /** A server where databases may be created and dropped; null leaves out what needs one. */
  serverUrl: string | null;
  /** Removed by the caller. */
  scratchDir: string;
  onProgress(message: string): void;
}

export const atLeast = (value: number, limit: number, unit: string): Result['goal'] => ({
  text: `≥ ${limit} ${unit}`,
  holds: value >= limit,
});

export const atMost = (value: number, limit: number, unit: string): Result['goal'] => ({
  text: `≤ ${limit} ${unit}`,
  holds: value <= limit,
});

/** The middle of the values; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}

/** The value that `share` (0 to 1) of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
