import { stat } from 'node:fs/promises';
import { type DayRange, startOfDay } from '@commerce/core';

/**
 * When a file was last written, where that can be when it was made: an export is neither older than its last day
 * nor younger than its import. Null where the file system tells no such moment.
 */
export async function writtenAt(
  path: string,
  { range, timezone, importedAt }: { range: DayRange | null; timezone: string; importedAt: Date },
): Promise<Date | null> {
  if (!range) return null;
  const { mtime } = await stat(path);
  return startOfDay(range.to, timezone) <= mtime && mtime < importedAt ? mtime : null;
}
