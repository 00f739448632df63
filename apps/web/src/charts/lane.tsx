import type { CSSProperties } from 'react';
import type { ChartDay, ChartLane, ChartSeries } from './chart-data.ts';
import { lineStretches, shareOf } from './scale.ts';
import classes from './day-chart.module.css';

/** One band of a day chart: grid lines, bars and lines over the shared days. */
export function Lane(props: { lane: ChartLane; days: ChartDay[]; active: number | null }) {
  const { lane, days, active } = props;
  const bars = lane.series.filter(({ kind }) => kind === 'bar');
  const lines = lane.series.filter(({ kind }) => kind === 'line');
  const zero = shareOf(lane.scale, 0) * 100;
  return (
    <div className={classes.lane} style={{ height: lane.height }}>
      {lane.scale.ticks.map((tick) => (
        <i
          key={tick}
          className={classes.grid}
          data-zero={tick === 0 || undefined}
          style={{ bottom: `${shareOf(lane.scale, tick) * 100}%` }}
        />
      ))}
      <div
        className={classes.columns}
        data-dense={days.length > 45 || undefined}
        style={{ '--days': days.length } as CSSProperties}
      >
        {days.map((day, index) => (
          <div
            key={day.day}
            className={classes.column}
            data-state={day.state}
            data-active={active === index || undefined}
          >
            {bars.map((series) => (
              <Bar key={series.key} series={series} index={index} lane={lane} zero={zero} />
            ))}
          </div>
        ))}
      </div>
      {lines.map((series) => (
        <Line key={series.key} series={series} lane={lane} days={days} active={active} />
      ))}
    </div>
  );
}

function Bar(props: { series: ChartSeries; index: number; lane: ChartLane; zero: number }) {
  const value = props.series.values[props.index]?.value ?? null;
  if (value === null) return <span className={classes.gap} style={{ bottom: `${props.zero}%` }} />;
  const end = shareOf(props.lane.scale, value) * 100;
  return (
    <span
      className={classes.bar}
      data-tone={props.series.tone}
      style={{
        bottom: `${Math.min(end, props.zero)}%`,
        height: `${Math.abs(end - props.zero)}%`,
      }}
    />
  );
}

function Line(props: {
  series: ChartSeries;
  lane: ChartLane;
  days: ChartDay[];
  active: number | null;
}) {
  const values = props.series.values.map(({ value }) => value);
  const { scale } = props.lane;
  const dot = props.active === null ? null : values[props.active];
  const isRunning = (index: number) =>
    ['provisional', 'not_collected'].includes(props.days[index]?.state ?? '');
  const isAlone = (index: number) => values[index - 1] == null && values[index + 1] == null;
  return (
    <div className={classes.lineBox} data-tone={props.series.tone}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        {lineStretches(values, scale, isRunning).map(({ d, loose }) => (
          <path key={d} d={d} data-loose={loose || undefined} vectorEffect="non-scaling-stroke" />
        ))}
      </svg>
      {values.map((value, index) =>
        value !== null && (isAlone(index) || (dot != null && index === props.active)) ? (
          <i
            key={props.days[index]?.day}
            className={classes.dot}
            style={{
              left: `${((index + 0.5) / values.length) * 100}%`,
              bottom: `${shareOf(scale, value) * 100}%`,
            }}
          />
        ) : null,
      )}
    </div>
  );
}
