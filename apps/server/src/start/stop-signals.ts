import { EXIT } from '../exit-codes.ts';

/** npm and the terminal both deliver Ctrl-C; what comes this soon is the same key press. */
const REPEAT_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Fires on the first signal; a later one ends the process at once. Listens until the process has ended: the
 * repetition of a key press may come when everything is closed already.
 */
export function stopSignals(options: { onFirst(): void; onForce(): void }): AbortSignal {
  const stopping = new AbortController();
  let first: { at: number; name: string } | null = null;
  const handle = (name: NodeJS.Signals): void => {
    const now = performance.now();
    if (first === null) {
      first = { at: now, name };
      options.onFirst();
      stopping.abort();
      return;
    }
    if (first.name === name && now - first.at < REPEAT_MS) return;
    options.onForce();
    process.exit(EXIT.forced);
  };
  for (const name of SIGNALS) process.on(name, handle);
  return stopping.signal;
}
