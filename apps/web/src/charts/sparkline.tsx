import { lineStretches, niceScale } from './scale.ts';
import classes from './sparkline.module.css';

/** A tiny line over a few days; gaps stay gaps. */
export function Sparkline({ values, label }: { values: (number | null)[]; label: string }) {
  const scale = niceScale(values);
  return (
    <svg
      className={classes.spark}
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {lineStretches(values, scale).map(({ d }) => (
        <path key={d} d={d} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}
