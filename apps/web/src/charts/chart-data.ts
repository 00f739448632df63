import type { DataState } from '../api/types.ts';
import type { Scale } from './scale.ts';

/** One value of one day: where it is drawn and how it is written. */
export interface ChartValue {
  value: number | null;
  text: string;
}

export interface ChartSeries {
  key: string;
  name: string;
  kind: 'bar' | 'line';
  tone: 'accent' | 'spend' | 'mer';
  values: ChartValue[];
}

/** A band of the chart with its own scale; all lanes share the days. */
export interface ChartLane {
  key: string;
  height: number;
  scale: Scale;
  /** The scale's ticks as text, in the order of `scale.ticks`. */
  tickTexts: string[];
  series: ChartSeries[];
}

export interface ChartDay {
  day: string;
  axis: string;
  title: string;
  state: DataState;
  stateName: string;
}

export interface ChartData {
  days: ChartDay[];
  lanes: ChartLane[];
}
