import type { PageSink } from './write-behind.ts';

/** Brings every page of a reader to a sink. @returns the reader's proof */
export async function pumpPages<P, R>(
  pages: AsyncGenerator<P, R, void>,
  sink: Pick<PageSink<P>, 'push'>,
  signal?: AbortSignal,
): Promise<R> {
  let ended = false;
  try {
    for (;;) {
      const next = await pages.next();
      if (next.done) {
        ended = true;
        return next.value;
      }
      signal?.throwIfAborted();
      await sink.push(next.value);
    }
  } finally {
    // A generator left in the middle keeps its files and downloads open.
    if (!ended) await pages.return(undefined as R).catch(() => {});
  }
}
