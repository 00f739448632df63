import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import type { JournalEntry } from '@commerce/simulators';

/**
 * Every change kept so far. A last line that was cut off by a kill belongs to a write that was never answered; it
 * is taken away, so that the next one stands alone.
 */
export function openJournal(file: string): JournalEntry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  if (complete.length < text.length) truncateSync(file, Buffer.byteLength(complete));
  return complete
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalEntry);
}

export function appendJournal(file: string, entry: JournalEntry): void {
  appendFileSync(file, `${JSON.stringify(entry)}\n`, { flush: true });
}
