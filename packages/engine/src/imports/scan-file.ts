import { AppError } from '@commerce/core';
import type { FileInput, FileProof } from '@commerce/platforms';
import { metricKeys } from '../sync/metric-keys.ts';
import { fileObjects, type NamedObject } from './file-objects.ts';
import type { FileTarget } from './file-target.ts';

export interface ScannedFile {
  proof: FileProof;
  records: number;
  /** The object-days of its metrics. */
  seen: ReturnType<typeof metricKeys>;
  /** The ad objects of its metrics. */
  objects: readonly NamedObject[];
}

/**
 * Reads a whole file without storing anything: what it finds, or why it is hopeless.
 * @throws AppError `invalid_file` with line numbers
 */
export async function scanFile(
  target: FileTarget,
  file: FileInput,
  onRecords: (records: number) => void = () => {},
): Promise<ScannedFile> {
  const pages = target.files.read(file);
  const seen = metricKeys();
  const objects = fileObjects();
  let records = 0;
  for (;;) {
    const next = await pages.next();
    if (next.done) {
      checkCurrency(target, next.value);
      return { proof: next.value, records, seen, objects: objects.all() };
    }
    seen.add(next.value.rows);
    objects.add(next.value.rows);
    records += next.value.records.length;
    onRecords(records);
  }
}

function checkCurrency({ connector }: FileTarget, { report }: FileProof): void {
  if (!connector?.currency || !report.currency || connector.currency === report.currency) return;
  throw new AppError(
    'invalid_file',
    `The file is in ${report.currency} and ${connector.name} in ${connector.currency}. ` +
      'Nothing was stored; choose the account this file was exported from',
  );
}
