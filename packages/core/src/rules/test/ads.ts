import type { Given } from './account.ts';

export const DAYS = 42;
/** Ten-thousandths of one. */
export const ONE = 10_000;

export const spread = (days: number, value: (day: number) => number | null): (number | null)[] =>
  Array.from({ length: days }, (_, day) => value(day));

export const ad = (id: string, figures: Given['figures'], more: Partial<Given> = {}): Given => ({
  level: 'ad',
  id,
  parentId: 's1',
  campaignId: 'c1',
  figures,
  ...more,
});

/** With a daily budget of 100. */
export const adset = (id: string, figures: Given['figures'], more: Partial<Given> = {}): Given => ({
  level: 'adset',
  id,
  parentId: 'c1',
  campaignId: 'c1',
  dailyBudget: 100 * ONE,
  figures,
  ...more,
});

export const idsOf = (findings: readonly { entity_id: string }[]): string[] =>
  findings.map(({ entity_id }) => entity_id);
