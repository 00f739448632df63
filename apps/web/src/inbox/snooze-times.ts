const MINUTE_MS = 60_000;
const MORNING = 9;

export const SNOOZES = ['hour', 'tomorrow', 'days', 'monday'] as const;
export type Snooze = (typeof SNOOZES)[number];

/** Until when a proposal is put off, on the clock of this machine. */
export function snoozeUntil(snooze: Snooze, now: Date): Date {
  switch (snooze) {
    case 'hour':
      return new Date(now.getTime() + 60 * MINUTE_MS);
    case 'tomorrow':
      return morningIn(1, now);
    case 'days':
      return morningIn(3, now);
    case 'monday':
      return morningIn((8 - now.getDay()) % 7 || 7, now);
  }
}

function morningIn(days: number, now: Date): Date {
  const morning = new Date(now);
  morning.setDate(now.getDate() + days);
  morning.setHours(MORNING, 0, 0, 0);
  return morning;
}
