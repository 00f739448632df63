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
    const { seed, bornAt, historyDays, told } = JSON.parse(text) as WorldSettings;
    new Date(bornAt).toISOString();
    if (typeof seed === 'string' && Number.isInteger(historyDays)) {
      const journalFile = journalIn(dataDir);
      return { seed, bornAt, historyDays, journalFile, ...(told !== undefined && { told }) };
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
export function keepDemo(
  dataDir: string,
  demo: Omit<WorldSettings, 'journalFile' | 'told'>,
): WorldSettings {
  return readDemo(dataDir) ?? writeDemo(dataDir, { ...demo, told: false });
}

/** Remembers that the demo's story has been followed to its end. */
export function demoIsTold(dataDir: string): void {
  const demo = readDemo(dataDir);
  if (demo) writeDemo(dataDir, { ...demo, told: true });
}

/** Whether days of the demo's story are still to be followed: until then nothing else may work on its accounts. */
export const storyIsOpen = (dataDir: string): boolean => readDemo(dataDir)?.told === false;

function writeDemo(dataDir: string, demo: Omit<WorldSettings, 'journalFile'>): WorldSettings {
  const { seed, bornAt, historyDays, told } = demo;
  const draft = `${fileIn(dataDir)}.draft`;
  const text = JSON.stringify({ seed, bornAt, historyDays, told }, null, 2);
  writeFileSync(draft, `${text}\n`, { flush: true });
  renameSync(draft, fileIn(dataDir));
  return { ...demo, journalFile: journalIn(dataDir) };
}

/** For a reset of the database: the next demo tells a new story. */
export function forgetDemo(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
  rmSync(journalIn(dataDir), { force: true });
}
