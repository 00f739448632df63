const HOUR_MS = 3_600_000;

/** How far back an undo may reach with one press. */
export const SPANS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;
export type Span = keyof typeof SPANS;

/** An instant as a `datetime-local` field of this browser writes it. */
export function localField(instant: number): string {
  const at = new Date(instant);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant of a `datetime-local` field on this browser's clock, ISO 8601; null for what is none or is still to come. */
export function instantOf(field: string, now: number): string | null {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(field) ? Date.parse(field) : Number.NaN;
  return Number.isNaN(at) || at > now ? null : new Date(at).toISOString();
}
