const SPACE = '  ';

/** Rows as aligned columns; columns named in `right` are set flush right. Hangul counts two cells. */
export function table(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, width(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const padding = ' '.repeat((widths[at] ?? 0) - width(cell));
        return right.includes(at) ? padding + cell : cell + padding;
      })
      .join(SPACE)
      .trimEnd(),
  );
}

const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/g;

/** Cells a text takes on a terminal. */
export const width = (text: string): number => [...text].length + (text.match(WIDE)?.length ?? 0);
