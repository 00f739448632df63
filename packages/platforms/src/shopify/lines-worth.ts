/** Of lines that may be tips those worth an amount: the last that is worth it alone, else all when they are together. */
export function linesWorth<Line>(
  open: readonly Line[],
  amount: bigint,
  worthOf: (line: Line) => bigint,
): readonly Line[] {
  const one = open.findLast((line) => worthOf(line) === amount);
  if (one !== undefined) return [one];
  return open.reduce((sum, line) => sum + worthOf(line), 0n) === amount ? open : [];
}
