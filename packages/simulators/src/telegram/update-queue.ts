import { conflict } from './errors.ts';
import type { SimUpdate } from './model.ts';

const KEPT_MS = 24 * 3600_000;
const TAKEN_OVER =
  'terminated by other getUpdates request; make sure that only one bot instance is running';

interface Stored {
  at: number;
  update: SimUpdate;
}

interface Waiting {
  settle(updates: SimUpdate[]): void;
  fail(error: Error): void;
  limit: number;
}

/** Updates that no later offset confirmed yet, and the one call that may wait for more. */
export class UpdateQueue {
  private stored: Stored[] = [];
  private waiting: Waiting | null = null;
  private allowed: readonly string[] = ['message', 'callback_query'];
  private nextId: number;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
    // As on the real one, a fresh start does not repeat the ids of an earlier one.
    this.nextId = Math.floor(now() / 1000) % 1_000_000_000;
  }

  add(content: Omit<SimUpdate, 'update_id'>): SimUpdate {
    const update = { update_id: this.nextId++, ...content };
    const kind = Object.keys(content)[0] ?? '';
    if (!this.allowed.includes(kind)) return update;
    this.stored.push({ at: this.now(), update });
    this.flush();
    return update;
  }

  /** Delivers what was delivered before once more, as after a crash before it was confirmed. */
  restore(update: SimUpdate): void {
    this.stored.unshift({ at: this.now(), update });
    this.flush();
  }

  /**
   * Waits until there is an update or `timeoutMs` are over. The call that waited before ends with a conflict.
   * `onEnd` is told how to end the wait when its caller is gone.
   */
  poll(input: {
    offset: number;
    limit: number;
    timeoutMs: number;
    allowed: readonly string[] | null;
    onEnd(cancel: () => void): void;
  }): Promise<SimUpdate[]> {
    this.waiting?.fail(conflict(TAKEN_OVER));
    if (input.allowed) this.allowed = input.allowed;
    const oldest = this.now() - KEPT_MS;
    const confirmed =
      input.offset < 0 ? (this.stored.at(input.offset)?.update.update_id ?? 0) : input.offset;
    this.stored = this.stored.filter(
      ({ at, update }) => update.update_id >= confirmed && at > oldest,
    );
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        if (this.waiting === waiting) this.waiting = null;
      };
      const waiting: Waiting = {
        limit: input.limit,
        settle: (updates) => {
          end();
          resolve(updates);
        },
        fail: (error) => {
          end();
          reject(error);
        },
      };
      const timer = setTimeout(() => waiting.settle([]), input.timeoutMs);
      input.onEnd(() => waiting.settle([]));
      this.waiting = waiting;
      this.flush();
    });
  }

  /** How many updates no offset confirmed yet. */
  get pending(): number {
    return this.stored.length;
  }

  close(): void {
    this.waiting?.settle([]);
  }

  private flush(): void {
    const { waiting } = this;
    if (!waiting || this.stored.length === 0) return;
    waiting.settle(this.stored.slice(0, waiting.limit).map(({ update }) => update));
  }
}
