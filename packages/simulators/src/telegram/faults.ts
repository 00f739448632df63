/** What the next calls of a method suffer. */
export interface TelegramFault {
  /** A method like `sendMessage`; every method when left out. */
  method?: string;
  /** Calls it hits; 1 when left out. */
  times?: number;
  /**
   * An answer of the Bot API, or what the network does: `close` breaks the connection before anything
   * happened, `apply_then_close` after it happened, `hang` never answers, `malformed` answers no JSON.
   */
  error:
    | { code: number; description: string; parameters?: Record<string, number> }
    | 'close'
    | 'apply_then_close'
    | 'hang'
    | 'malformed';
}

export class FaultQueue {
  private pending: Required<TelegramFault>[] = [];

  add(fault: TelegramFault): void {
    this.pending.push({ method: '*', times: 1, ...fault });
  }

  clear(): void {
    this.pending = [];
  }

  take(method: string): TelegramFault['error'] | null {
    const fault = this.pending.find(
      (item) => item.method === '*' || item.method.toLowerCase() === method.toLowerCase(),
    );
    if (!fault) return null;
    fault.times -= 1;
    if (fault.times <= 0) this.pending = this.pending.filter((item) => item !== fault);
    return fault.error;
  }
}
