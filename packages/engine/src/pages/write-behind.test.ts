import { describe, expect, it } from 'vitest';
import { pumpPages } from './pump-pages.ts';
import { writeBehind } from './write-behind.ts';

describe('writing behind the reader', () => {
  it('reads one page ahead of the write, no further, and keeps the order', async () => {
    const log: string[] = [];
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    async function* pages() {
      for (const page of [1, 2, 3]) {
        log.push(`read ${page}`);
        yield page;
      }
      return 'proof';
    }
    const behind = writeBehind<number>(async (page) => {
      log.push(`write ${page}`);
      if (page === 1) await opened;
      log.push(`written ${page}`);
    });
    const pumped = pumpPages(pages(), behind);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(log).toEqual(['read 1', 'write 1', 'read 2']);
    open();
    expect(await pumped).toBe('proof');
    await behind.flush();
    expect(log.filter((entry) => entry.startsWith('writ'))).toEqual(
      [1, 2, 3].flatMap((page) => [`write ${page}`, `written ${page}`]),
    );
  });

  it('stops reading at the first failed write and closes the reader', async () => {
    let closed = false;
    let read = 0;
    async function* pages() {
      try {
        for (;;) yield read++;
      } finally {
        closed = true;
      }
    }
    const behind = writeBehind<number>(async (page) => {
      if (page === 2) throw new Error('disk full');
    });
    await expect(pumpPages(pages(), behind)).rejects.toThrow('disk full');
    await behind.settled();
    expect({ closed, read }).toEqual({ closed: true, read: 4 });
  });

  it('tells a failure of the last write', async () => {
    const behind = writeBehind<number>(() => Promise.reject(new Error('disk full')));
    await behind.push(1);
    await expect(behind.flush()).rejects.toThrow('disk full');
  });
});
