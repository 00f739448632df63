import { AppError } from '@commerce/core';

/**
 * Lets `atOnce` tasks run and `waiting` wait; the next is turned away.
 * @throws AppError `unavailable` from the returned function when the queue is full
 */
export function createGate(limits: { atOnce: number; waiting: number }) {
  const queue: (() => void)[] = [];
  let running = 0;
  return async function through<T>(task: () => Promise<T>): Promise<T> {
    if (running < limits.atOnce) running += 1;
    else if (queue.length >= limits.waiting) {
      throw new AppError('unavailable', 'Too many sign-ins at once; try again in a few seconds');
    } else await new Promise<void>((enter) => queue.push(enter));
    try {
      return await task();
    } finally {
      // The place is handed over, so that nobody slips in between.
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
