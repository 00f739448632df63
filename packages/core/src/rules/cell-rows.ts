import type { HistoryMetric } from './history.ts';
import type { CellRows } from './replay-input.ts';

/** Rows for `metrics`, empty, with room for `capacity`. */
export function createCellRows(metrics: readonly HistoryMetric[], capacity = 1024): CellRows {
  return {
    length: 0,
    entity: new Int32Array(capacity),
    day: new Int32Array(capacity),
    observedAt: new Float64Array(capacity),
    supersededAt: new Float64Array(capacity),
    metrics: Object.fromEntries(metrics.map((metric) => [metric, new Float64Array(capacity)])),
  };
}

/**
 * Adds a row and returns its index: the caller writes its metrics there, into `rows.metrics`, which may
 * be other arrays than before the call. Metrics start as not reported.
 * @param supersededAt Infinity for what holds now
 */
export function addCellRow(
  rows: CellRows,
  entity: number,
  day: number,
  observedAt: number,
  supersededAt: number,
): number {
  if (rows.length === rows.entity.length) grow(rows);
  const at = rows.length;
  rows.length += 1;
  rows.entity[at] = entity;
  rows.day[at] = day;
  rows.observedAt[at] = observedAt;
  rows.supersededAt[at] = supersededAt;
  for (const column of Object.values(rows.metrics)) column[at] = Number.NaN;
  return at;
}

function grow(rows: CellRows): void {
  const capacity = Math.max(1024, rows.length * 2);
  const longer = (column: Float64Array): Float64Array => {
    const copy = new Float64Array(capacity);
    copy.set(column);
    return copy;
  };
  const longerInt = (column: Int32Array): Int32Array => {
    const copy = new Int32Array(capacity);
    copy.set(column);
    return copy;
  };
  rows.entity = longerInt(rows.entity);
  rows.day = longerInt(rows.day);
  rows.observedAt = longer(rows.observedAt);
  rows.supersededAt = longer(rows.supersededAt);
  for (const metric of Object.keys(rows.metrics) as HistoryMetric[]) {
    rows.metrics[metric] = longer(rows.metrics[metric] as Float64Array);
  }
}
