import { open } from 'node:fs/promises';

/** Makes a file's content, or a directory's entries, survive a power cut. */
export async function flushToDisk(path: string): Promise<void> {
  // Windows cannot flush a handle that is open for reading, and has no directory handles.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
