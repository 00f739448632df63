const MINUTE_MS = 60_000;
const UNITS = [
  { name: 'day', minutes: 1_440 },
  { name: 'hour', minutes: 60 },
  { name: 'minute', minutes: 1 },
] as const;

/** How long ago something was, in the largest unit of which there are at least two. */
export function agoInWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / MINUTE_MS));
  const unit = UNITS.find((one) => minutes >= 2 * one.minutes) ?? UNITS[2];
  const count = Math.round(minutes / unit.minutes);
  return count === 0 ? 'just now' : `${count} ${unit.name}${count === 1 ? '' : 's'} ago`;
}
