import type { Result } from './result.ts';

/** All results as one table of text, numbers right-aligned. */
export function table(results: readonly Result[]): string {
  const head = ['benchmark', 'measure', 'median', '', 'goal', ''];
  const rows = results.map(({ benchmark, measure, value, unit, goal }) => [
    benchmark,
    measure,
    figure(value),
    unit,
    goal?.text ?? '',
    goal ? (goal.holds ? 'ok' : 'MISSED') : '',
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] as string).length)),
  );
  const line = (row: string[]) =>
    row
      .map((text, column) =>
        column === 2
          ? text.padStart(widths[column] as number)
          : text.padEnd(widths[column] as number),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function figure(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}
