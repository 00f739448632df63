/** A scale with round steps up from 0; `min` is the lowest value where one lies below 0. */
export interface Scale {
  min: number;
  max: number;
  ticks: number[];
}

const ROUND = [1, 2, 2.5, 5, 10];

/** A scale that holds all values with about `steps` round steps. */
export function niceScale(values: readonly (number | null)[], steps = 4): Scale {
  const known = values.filter((value) => value !== null);
  const top = Math.max(0, ...known);
  const bottom = Math.min(0, ...known);
  if (top === bottom) return { min: 0, max: 1, ticks: [0] };
  const raw = (top - bottom) / steps;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = (ROUND.find((round) => round * power >= raw * 0.999) ?? 10) * power;
  const first = Math.ceil(bottom / step);
  const last = Math.ceil(top / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  return { min: bottom, max: Math.max(top, ticks.at(-1) ?? 0), ticks };
}

/** Where a value lies on a scale, as a share of its height counted from the bottom. */
export const shareOf = (scale: Scale, value: number): number =>
  (value - scale.min) / (scale.max - scale.min);

/** A stretch of a line in a 100 × 100 box; `loose` where it leads to or from a day that is not over. */
export interface LineStretch {
  d: string;
  loose: boolean;
}

/** A line through the known values; an unknown day leaves a gap, an unfinished one a loose stretch. */
export function lineStretches(
  values: readonly (number | null)[],
  scale: Scale,
  isLoose: (index: number) => boolean = () => false,
): LineStretch[] {
  const at = (index: number, value: number) => {
    const x = (((index + 0.5) / values.length) * 100).toFixed(3);
    return `${x} ${(100 - shareOf(scale, value) * 100).toFixed(3)}`;
  };
  const stretches: LineStretch[] = [];
  let isJoined = false;
  for (let index = 1; index < values.length; index += 1) {
    const before = values[index - 1] ?? null;
    const value = values[index] ?? null;
    const loose = isLoose(index) || isLoose(index - 1);
    const last = stretches.at(-1);
    if (before === null || value === null) isJoined = false;
    else if (isJoined && last?.loose === loose) last.d += `L${at(index, value)}`;
    else {
      stretches.push({ d: `M${at(index - 1, before)}L${at(index, value)}`, loose });
      isJoined = true;
    }
  }
  return stretches;
}
