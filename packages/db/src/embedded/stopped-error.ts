import { statfsSync } from 'node:fs';

/** The engine died; its message alone says what was kept and what to do. */
export class EngineStoppedError extends Error {
  override readonly name = 'EngineStoppedError';
}

/** The engine ends itself when the next file of its log, 16 MB, does not fit. */
const ROOM_BYTES = 32 * 1024 * 1024;

export function engineStopped(
  clusterDir: string,
  reason: string,
  freeBytes: number | null = freeBytesOf(clusterDir),
): EngineStoppedError {
  if (freeBytes !== null && freeBytes < ROOM_BYTES) {
    return new EngineStoppedError(
      `The embedded database stopped because the disk of ${clusterDir} is full: ${Math.floor(freeBytes / 1_000_000)} MB are free. ` +
        'Committed data is on disk. Free space, then start again to recover it.',
    );
  }
  return new EngineStoppedError(
    `The embedded database engine stopped (${reason}). Committed data is on disk; start again to recover it.`,
  );
}

function freeBytesOf(dir: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize;
  } catch {
    return null;
  }
}
