import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BackupError } from './backup-error.ts';
import type { BackupHeader, BackupLine } from './format.ts';

/** The lines of a backup file, one at a time. */
export async function* readBackup(file: string): AsyncGenerator<BackupLine> {
  const source = createReadStream(file);
  const text = createGunzip();
  source.on('error', (error) => text.destroy(error));
  source.pipe(text);
  try {
    for await (const line of splitLines(text)) yield parseLine(file, line);
  } catch (error) {
    throw asBackupError(file, error);
  } finally {
    source.destroy();
    text.destroy();
  }
}

async function* splitLines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let pieces: Buffer[] = [];
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pieces.push(chunk.subarray(start, end));
      yield Buffer.concat(pieces).toString('utf8');
      pieces = [];
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  if (pieces.length > 0) yield Buffer.concat(pieces).toString('utf8');
}

function parseLine(file: string, line: string): BackupLine {
  try {
    return JSON.parse(line) as BackupLine;
  } catch (error) {
    throw new BackupError('incomplete', `${file} is damaged; nothing was restored.`, {
      cause: error,
    });
  }
}

function asBackupError(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'Z_BUF_ERROR') {
    return new BackupError(
      'incomplete',
      `${file} ends in the middle; nothing was restored. Copy the file again or use another backup.`,
      { cause: error },
    );
  }
  if (code?.startsWith('Z_')) {
    return new BackupError('not_a_backup', `${file} is not a backup file; nothing was restored.`, {
      cause: error,
    });
  }
  return error;
}

export function isHeader(line: unknown): line is BackupHeader {
  const header = line as Partial<BackupHeader> | null;
  return (
    typeof header === 'object' &&
    header?.format === 'commerce-backup' &&
    header.formatVersion === 1 &&
    Array.isArray(header.migrations)
  );
}
