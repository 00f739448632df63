const STEPS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;

/** How long ago an instant was, e.g. `4 minutes ago`; under a minute it is `now`. */
export function formatAgo(instant: string, now: number, locale: string): string {
  const ms = Math.max(0, now - Date.parse(instant));
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const step = STEPS.find((candidate) => ms >= candidate.ms);
  return step ? words.format(-Math.floor(ms / step.ms), step.unit) : words.format(0, 'second');
}

/** How soon an instant is, e.g. `in 4 minutes`, rounded up; what is over is `now`. */
export function formatAhead(instant: string, now: number, locale: string): string {
  const ms = Date.parse(instant) - now;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (ms <= 0) return words.format(0, 'second');
  const step = STEPS.find((candidate) => ms >= candidate.ms) ?? STEPS[2];
  return words.format(Math.ceil(ms / step.ms), step.unit);
}

/** A length of time in its two largest units, e.g. `3m 12s`; under ten seconds with one decimal. */
export function formatDuration(ms: number, locale: string): string {
  const write = (value: number, unit: 'hour' | 'minute' | 'second', digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < 10_000) return write(Math.max(0, ms) / 1000, 'second', 1);
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return write(seconds, 'second');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${write(minutes, 'minute')} ${write(seconds % 60, 'second')}`;
  return `${write(Math.floor(minutes / 60), 'hour')} ${write(minutes % 60, 'minute')}`;
}
