/** The simulated time: a base clock plus whatever a test has advanced it by. */
export class Clock {
  readonly #base: () => Date;
  #offset = 0;

  constructor(base: () => Date) {
    this.#base = base;
  }

  /** Epoch milliseconds, whole seconds. */
  now(): number {
    return Math.floor((this.#base().getTime() + this.#offset) / 1000) * 1000;
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  reset(): void {
    this.#offset = 0;
  }
}
