import type { TableShape } from './table-shape.ts';

/** One row per key; of several the last, which was read last. */
export function lastPerKey<Row extends object>(
  shape: TableShape<Row>,
  rows: readonly Row[],
): readonly Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) byKey.set(keyOf(shape, row), row);
  return byKey.size === rows.length ? rows : [...byKey.values()];
}

function keyOf<Row extends object>(shape: TableShape<Row>, row: Row): string {
  if (shape.key.length === 1) return String(row[shape.key[0] as keyof Row]);
  return shape.key.map((name) => String(row[name])).join('\u0000');
}
