import type { CSSProperties } from 'react';
import type { ChartData, ChartSeries } from './chart-data.ts';
import classes from './day-chart.module.css';

/** The values of one day beside the pointer; screen readers get the same text from the plot itself. */
export function DayTooltip(props: {
  id: string;
  data: ChartData;
  series: ChartSeries[];
  index: number;
}) {
  const { data, series, index } = props;
  const day = data.days[index];
  if (!day) return null;
  const at = ((index + 0.5) / data.days.length) * 100;
  return (
    <div
      id={props.id}
      className={classes.tip}
      style={{ '--at': `${at}%` } as CSSProperties}
      data-side={at > 50 ? 'left' : 'right'}
      aria-hidden
    >
      <strong>{day.title}</strong>
      <small>{day.stateName}</small>
      <dl>
        {series.map(({ key, name, kind, tone, values }) => (
          <div key={key}>
            <dt>
              <span className={classes.swatch} data-kind={kind} data-tone={tone} />
              {name}
            </dt>
            <dd>{values[index]?.text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
