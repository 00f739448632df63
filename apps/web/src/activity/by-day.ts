/** A calendar day, `YYYY-MM-DD`, and what happened in it. */
export interface DayOf<T> {
  day: string;
  entries: T[];
}

/** Puts entries that come in order of time under the days of a timezone; their order stays. */
export function byDay<T extends { at: string }>(
  entries: readonly T[],
  timezone: string,
): DayOf<T>[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const days: DayOf<T>[] = [];
  for (const entry of entries) {
    const day = format.format(new Date(entry.at));
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
