import { setImmediate as turn } from 'node:timers/promises';

/** What takes pages in their order. */
export interface PageSink<P> {
  /** Takes a page; waits while earlier ones are written, so that a bounded number is in memory. */
  push(page: P): Promise<void>;
  /** Resolves when no write is under way any more, however it ended. */
  settled(): Promise<void>;
}

interface WriteBehind<P> extends PageSink<P> {
  /** Resolves when everything is written. @throws what the last write threw */
  flush(): Promise<void>;
}

/** Writes one page at a time, in order, while the caller goes on to read the next. */
export function writeBehind<P>(write: (page: P) => Promise<void>): WriteBehind<P> {
  let writing: Promise<void> = Promise.resolve();
  return {
    async push(page) {
      await writing;
      writing = write(page);
      // Waited for at the next page; until then a failure must not count as unhandled.
      writing.catch(() => {});
      // The caller parses next, which holds the thread: the write's first statement leaves before that.
      await turn();
    },
    flush: () => writing,
    settled: () => writing.catch(() => {}),
  };
}
