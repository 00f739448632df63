import type { Stream } from '../platform/stream.ts';
import { activities } from './activities.ts';
import { INSIGHTS_LEVELS, type InsightsLevel } from './map.ts';
import { planEntities, planInsights } from './plan.ts';
import { readEntities } from './read-entities.ts';
import { readInsights } from './read-insights.ts';

function insights(level: InsightsLevel, order: number): Stream {
  return {
    name: `insights_${level}`,
    order,
    plan: (input) => planInsights(level, input),
    read: (context, slice) => readInsights(context, slice, level),
  };
}

/** Entities first, so that rows of metrics find their names; then who changed them; then insights from coarse to fine. */
export const streams: readonly Stream[] = [
  { name: 'entities', order: 10, plan: planEntities, read: readEntities },
  activities,
  ...INSIGHTS_LEVELS.map((level, index) => insights(level, 20 + index)),
];
