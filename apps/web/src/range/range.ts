import { isDay, shiftDay } from './calendar.ts';

export const PRESETS = ['today', 'yesterday', '7d', '30d'] as const;
export type Preset = (typeof PRESETS)[number];

/** Days a page speaks of, both included, on the shop's calendar. */
export interface DayRange {
  from: string;
  to: string;
}

export interface ChosenRange extends DayRange {
  preset: Preset | 'custom';
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

const isPreset = (value: unknown): value is Preset => PRESETS.includes(value as Preset);

export function presetRange(preset: Preset, today: string): DayRange {
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: shiftDay(today, -1), to: shiftDay(today, -1) };
    case '7d':
      return { from: shiftDay(today, -6), to: today };
    case '30d':
      return { from: shiftDay(today, -29), to: today };
  }
}

/** The range an address asks for: `?from&to`, else `?range`, else the last seven days. */
export function readRange(query: Query, today: string): ChosenRange {
  const { from, to, range } = query;
  if (
    typeof from === 'string' &&
    typeof to === 'string' &&
    isDay(from) &&
    isDay(to) &&
    from <= to
  ) {
    return { preset: 'custom', from, to };
  }
  const preset = isPreset(range) ? range : '7d';
  return { preset, ...presetRange(preset, today) };
}

/** The part of an address that asks for a range; the inverse of `readRange`. */
export function rangeQuery(range: Preset | DayRange): string {
  if (typeof range !== 'string') return `?from=${range.from}&to=${range.to}`;
  return `?range=${range}`;
}
