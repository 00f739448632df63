'use client';

import { SegmentedControl } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react';
import type { ChartData, ChartSeries } from './chart-data.ts';
import { ChartTable } from './chart-table.tsx';
import { Lane } from './lane.tsx';
import { DayTooltip } from './day-tooltip.tsx';
import classes from './day-chart.module.css';

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -7,
  PageDown: 7,
};

/** Days as bars and lines, drawn on the server too; read with pointer, touch, arrow keys, or as a table. */
export function DayChart({ data, label }: { data: ChartData; label: string }) {
  const t = useTranslations('charts');
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [active, setActive] = useState<number | null>(null);
  const tipId = useId();
  const last = data.days.length - 1;
  const series = data.lanes.flatMap((lane) => lane.series);
  const height = data.lanes.reduce((sum, lane) => sum + lane.height + 14, 0);

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - box.left) / box.width) * data.days.length);
    setActive(Math.min(last, Math.max(0, index)));
  };
  const step = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (by !== undefined) setActive((now) => Math.min(last, Math.max(0, (now ?? last) + by)));
    else if (event.key === 'Home') setActive(0);
    else if (event.key === 'End') setActive(last);
    else if (event.key === 'Escape') setActive(null);
    else return;
    event.preventDefault();
  };

  return (
    <div className={classes.chart}>
      <div className={classes.tools}>
        <Legend series={series} />
        <SegmentedControl
          size="xs"
          value={view}
          onChange={setView}
          aria-label={t('view')}
          data={[
            { value: 'chart', label: t('asChart') },
            { value: 'table', label: t('asTable') },
          ]}
        />
      </div>
      {view === 'table' ? (
        <ChartTable data={data} series={series} label={label} height={height + 22} />
      ) : (
        <div className={classes.body}>
          <div className={classes.ticks} aria-hidden>
            {data.lanes.map((lane) => (
              <div key={lane.key} className={classes.tickLane} style={{ height: lane.height }}>
                {lane.scale.ticks.map((tick, index) => (
                  <span
                    key={tick}
                    style={{
                      bottom: `${((tick - lane.scale.min) / (lane.scale.max - lane.scale.min)) * 100}%`,
                    }}
                  >
                    {lane.tickTexts[index]}
                  </span>
                ))}
              </div>
            ))}
          </div>
          <div
            className={classes.plot}
            role="slider"
            tabIndex={0}
            aria-label={label}
            aria-valuemin={1}
            aria-valuemax={data.days.length}
            aria-valuenow={(active ?? last) + 1}
            aria-valuetext={spoken(data, series, active ?? last)}
            onPointerMove={point}
            onPointerDown={point}
            onPointerLeave={() => setActive(null)}
            onBlur={() => setActive(null)}
            onKeyDown={step}
          >
            {data.lanes.map((lane) => (
              <Lane key={lane.key} lane={lane} days={data.days} active={active} />
            ))}
            <DayAxis data={data} />
            {active !== null && (
              <DayTooltip id={tipId} data={data} series={series} index={active} />
            )}
          </div>
        </div>
      )}
    </div>
  );
}

function spoken(data: ChartData, series: readonly ChartSeries[], index: number): string {
  const day = data.days[index];
  if (!day) return '';
  const values = series.map(({ name, values }) => `${name} ${values[index]?.text ?? ''}`);
  return `${day.title}, ${day.stateName}. ${values.join(', ')}`;
}

function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <ul className={classes.legend}>
      {series.map(({ key, kind, name, tone }) => (
        <li key={key}>
          <span className={classes.swatch} data-kind={kind} data-tone={tone} aria-hidden />
          {name}
        </li>
      ))}
    </ul>
  );
}

const AXIS_LABELS = 7;

function DayAxis({ data }: { data: ChartData }) {
  const every = Math.max(1, Math.ceil(data.days.length / AXIS_LABELS));
  return (
    <div className={classes.axis} aria-hidden>
      {data.days.map(
        ({ day, axis }, index) =>
          index % every === 0 && (
            <span key={day} style={{ left: `${((index + 0.5) / data.days.length) * 100}%` }}>
              {axis}
            </span>
          ),
      )}
    </div>
  );
}
