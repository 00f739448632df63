import { setImmediate as turn } from 'node:timers/promises';
import type { Page } from '../platform/stream.ts';

/** About what is mapped within half a millisecond: a write takes many short answers of the server in a row. */
const OBJECTS_PER_TURN = 2;

/**
 * Maps objects a few at a time and lets everything else of the process run in between: the page before
 * is on its way to the database, and a web server may share the process.
 */
export async function mapInTurns<T>(
  objects: readonly T[],
  toPage: (objects: readonly T[]) => Page,
): Promise<Page> {
  const whole = toPage(objects.slice(0, OBJECTS_PER_TURN));
  for (let at = OBJECTS_PER_TURN; at < objects.length; at += OBJECTS_PER_TURN) {
    await turn();
    append(whole, toPage(objects.slice(at, at + OBJECTS_PER_TURN)));
  }
  return whole;
}

function append(whole: Page, part: Page): void {
  for (const record of part.records) whole.records.push(record);
  if (part.undated) whole.undated = true;
  const lists = whole.rows as Record<string, unknown[]>;
  for (const [name, rows] of Object.entries(part.rows as Record<string, unknown[]>)) {
    const list = (lists[name] ??= []);
    for (const row of rows) list.push(row);
  }
}
