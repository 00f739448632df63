import { expect, it } from 'vitest';
import { historyIsIn } from './history-is-in.ts';

const HOUR_MS = 3_600_000;

/** Waits with a clock of its own; something arrives until `movesFor` is over, and `endsAfter` everything is in. */
async function waited(options: { movesFor: number; endsAfter?: number; stopsAfter?: number }) {
  const { movesFor, endsAfter = Infinity, stopsAfter = Infinity } = options;
  let clock = 0;
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const stop = new AbortController();
  const lines: string[] = [];
  async function sleep(ms: number): Promise<void> {
    clock += ms;
    if (clock >= endsAfter) end();
    if (clock >= stopsAfter) stop.abort();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const stoodStill = () => Math.max(0, clock - movesFor);
  await historyIsIn({ sleep }, { ended, stoodStill }, stop.signal, {
    line: (text) => lines.push(text),
  });
  return { clock, lines };
}

it('waits for a long history as long as it arrives', async () => {
  const { clock, lines } = await waited({ movesFor: HOUR_MS, endsAfter: HOUR_MS });
  expect(clock).toBeGreaterThanOrEqual(HOUR_MS);
  expect(lines).toEqual([]);
});

it('goes on without what does not arrive any more, and says so', async () => {
  const { clock, lines } = await waited({ movesFor: 30_000 });
  expect(clock).toBeGreaterThan(150_000);
  expect(clock).toBeLessThan(155_000);
  expect(lines).toEqual([expect.stringContaining('without the rest')]);
});

it('ends with the server', async () => {
  const { clock, lines } = await waited({ movesFor: HOUR_MS, stopsAfter: 5_000 });
  expect(clock).toBeLessThan(10_000);
  expect(lines).toEqual([]);
});
