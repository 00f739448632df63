import { describe, expect, it } from 'vitest';
import { insightsRows } from './generate-rows.ts';

const INPUT = {
  accountId: '990010001',
  level: 'ad' as const,
  entities: 50,
  from: '2026-10-01',
  to: '2026-10-20',
  seed: 'bench',
};

describe('generated rows', () => {
  it('has one row per object and day, the same every time', () => {
    const rows = [...insightsRows(INPUT)];
    expect(rows).toHaveLength(1000);
    expect(rows).toEqual([...insightsRows(INPUT)]);
    expect(new Set(rows.map((row) => `${row.date_start} ${row.ad_id}`)).size).toBe(1000);
    expect(new Set(rows.map((row) => row.adset_id)).size).toBe(5);
    expect(new Set(rows.map((row) => row.campaign_id)).size).toBe(2);
  });

  it('knows fewer purchases early, and the same everything else', () => {
    const early = [...insightsRows({ ...INPUT, asOf: new Date('2026-10-20T12:00:00Z') })];
    const final = [...insightsRows(INPUT)];
    const purchases = (rows: typeof early) =>
      rows.reduce((sum, row) => sum + Number(row.actions[1]?.value ?? 0), 0);
    expect(purchases(early)).toBeLessThan(purchases(final));
    expect(early.map((row) => row.spend)).toEqual(final.map((row) => row.spend));
  });
});
