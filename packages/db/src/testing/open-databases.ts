const open = new Map<symbol, { what: string; openedAt: string }>();

/** Remembers something a test must close; the returned function forgets it. */
export function track(what: string): () => void {
  const key = Symbol(what);
  open.set(key, { what, openedAt: new Error(`${what} opened here`).stack ?? '' });
  return () => open.delete(key);
}

/** @throws {Error} naming where each database that is still open was opened */
export function assertNoOpenTestDatabases(): void {
  if (open.size === 0) return;
  const places = [...open.values()].map((entry) => entry.openedAt).join('\n');
  throw new Error(`${open.size} test database(s) were never closed; call close().\n${places}`);
}

process.on('exit', () => {
  try {
    assertNoOpenTestDatabases();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
});
