import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../operator-error.ts';
import type { WorldSettings } from '../simulators/world-settings.ts';

const fileIn = (dataDir: string): string => join(dataDir, 'demo.json');
const journalIn = (dataDir: string): string => join(dataDir, 'demo-journal.jsonl');

/** The demo of this data directory, or null when it has none. */
export function readDemo(dataDir: string): WorldSettings | null {
  let text: string;
  try {
    text = readFileSync(fileIn(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { seed, bornAt, historyDays } = JSON.parse(text) as WorldSettings;
    new Date(bornAt).toISOString();
    if (typeof seed === 'string' && Number.isInteger(historyDays)) {
      return { seed, bornAt, historyDays, journalFile: journalIn(dataDir) };
    }
  } catch {
    // Said below, as for a file that parses but says something else.
  }
  throw new OperatorError(
    `${fileIn(dataDir)} cannot be read, so the demo's story is unknown. Nothing was changed. Restore the file, ` +
      'or remove it to go on without the demo’s platforms.',
  );
}

/** Remembers a demo that begins now; an existing one stays as it is. */
export function keepDemo(dataDir: string, demo: Omit<WorldSettings, 'journalFile'>): WorldSettings {
  const known = readDemo(dataDir);
  if (known) return known;
  const draft = `${fileIn(dataDir)}.draft`;
  writeFileSync(draft, `${JSON.stringify(demo, null, 2)}\n`, { flush: true });
  renameSync(draft, fileIn(dataDir));
  return { ...demo, journalFile: journalIn(dataDir) };
}

/** For a reset of the database: the next demo tells a new story. */
export function forgetDemo(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
  rmSync(journalIn(dataDir), { force: true });
}
