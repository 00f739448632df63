export interface RateLimit {
  maximumAvailable: number;
  /** Points per second. */
  restoreRate: number;
}

/**
 * The leaky bucket of one app in one shop. It refills with simulated or real time, whichever ran
 * further, so that a frozen clock cannot starve a client that waits.
 */
export class Bucket {
  readonly #limit: RateLimit;
  #available: number;
  #seen: { simulated: number; real: number } | null = null;

  constructor(limit: RateLimit) {
    this.#limit = limit;
    this.#available = limit.maximumAvailable;
  }

  take(points: number, now: number): boolean {
    this.#refill(now);
    if (this.#available < points) return false;
    this.#available -= points;
    return true;
  }

  giveBack(points: number, now: number): void {
    this.#refill(now);
    this.#available = Math.min(this.#limit.maximumAvailable, this.#available + points);
  }

  /** Leaves this many points; for tests that want to see throttling. */
  drainTo(points: number, now: number): void {
    this.#refill(now);
    this.#available = points;
  }

  report(requested: number, actual: number | null, now: number) {
    this.#refill(now);
    return {
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: { ...this.#limit, currentlyAvailable: Math.floor(this.#available) },
    };
  }

  #refill(now: number): void {
    const real = performance.now();
    if (this.#seen) {
      const elapsed = Math.max(now - this.#seen.simulated, real - this.#seen.real, 0) / 1000;
      const refilled = this.#available + elapsed * this.#limit.restoreRate;
      this.#available = Math.min(this.#limit.maximumAvailable, refilled);
    }
    this.#seen = { simulated: now, real };
  }
}
