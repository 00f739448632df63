import type { ServerLog } from '../log/create-log.ts';

export interface Teardown {
  /** Remembers how to end what was started just now. */
  add(what: string, end: () => Promise<void> | void): void;
  /** Ends everything, the latest first; a fault is logged and does not keep the rest open. */
  run(): Promise<void>;
}

export function createTeardown(log: ServerLog): Teardown {
  const ends: { what: string; end: () => Promise<void> | void }[] = [];
  return {
    add: (what, end) => void ends.push({ what, end }),
    async run() {
      for (;;) {
        const last = ends.pop();
        if (!last) return;
        try {
          await last.end();
        } catch (error) {
          log.error({ error: String(error) }, `Could not end cleanly: ${last.what}`);
        }
      }
    },
  };
}
