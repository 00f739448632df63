import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekday } from '../meta/days.ts';
import { type MetaSimulator, startMetaSimulator, type TruthRow } from '../meta/index.ts';
import { addDays } from './calendar.ts';
import { journalOf } from './journal-of.ts';
import { candleShop } from './story.ts';

const TODAY = '2026-11-20';
const story = candleShop(TODAY);
const account = story.profile.adAccountId;
let sim: MetaSimulator;
let rows: TruthRow[];

beforeAll(async () => {
  sim = await startMetaSimulator({
    now: () => new Date('2026-11-20T03:00:00Z'),
    profiles: [story.profile],
    seed: 'demo',
  });
  sim.control.replay(journalOf(story, sim.control.entities(account)));
  rows = sim.control.truth(account, { from: addDays(TODAY, -90) }).rows;
});
afterAll(() => sim.close());

/** What an object did between so many days ago, both included. */
function did(name: string, oldest: number, newest = 1) {
  const entities = sim.control.entities(account);
  const id = name === 'account' ? account : entities.find((one) => one.name === name)?.id;
  const days = rows.filter(
    (row) =>
      row.id === id && row.day >= addDays(TODAY, -oldest) && row.day <= addDays(TODAY, -newest),
  );
  const sum = (of: (row: TruthRow) => number) => days.reduce((all, row) => all + of(row), 0);
  const spend = sum(({ final }) => Number(final.spendMinor));
  return {
    days,
    spend,
    conversions: sum(({ final }) => final.purchases),
    known: sum(({ known }) => known.purchases),
    roas: sum(({ final }) => Number(final.purchaseValueMinor)) / spend,
    ctr: sum(({ final }) => final.clicks) / sum(({ final }) => final.impressions),
  };
}

describe('the candle shop', () => {
  it('is quiet at weekends, every week', () => {
    const { days } = did('account', 84);
    const mean = (of: TruthRow[]) =>
      of.reduce((all, { final }) => all + Number(final.spendMinor), 0) / of.length;
    const weekend = days.filter(({ day }) => [0, 6].includes(weekday(day)));
    const working = days.filter(({ day }) => ![0, 6].includes(weekday(day)));
    expect(mean(weekend) / mean(working)).toBeLessThan(0.75);
  });

  it('still waits for conversions of its last days', () => {
    const last = did('account', 2);
    expect(last.known).toBeLessThan(last.conversions * 0.85);
    const old = did('account', 60, 40);
    expect(old.known).toBe(old.conversions);
  });

  it('has an ad set that never sells, and one that sells best', () => {
    expect(did('유사_방문자_5%', 90)).toMatchObject({ conversions: 0 });
    expect(did('유사_방문자_5%', 7).spend).toBeGreaterThan(100_000);
    expect(did('유사_구매자_1%', 14).roas).toBeGreaterThan(4);
    expect(did('유사_구매자_1%', 14).conversions).toBeGreaterThan(30);
  });

  it('has an ad people tired of', () => {
    expect(did('영상_향기', 7).ctr).toBeLessThan(0.6 * did('영상_향기', 60, 30).ctr);
    expect(did('이미지_후기', 7).ctr).toBeGreaterThan(0.8 * did('이미지_후기', 60, 30).ctr);
  });

  it('hides its best ad behind worse ones', () => {
    const hidden = did('이미지_수험생선물', 28);
    expect(hidden.spend).toBeLessThan(0.2 * did('디퓨저_브로드', 28).spend);
    expect(hidden.conversions).toBeGreaterThan(10);
    expect(hidden.roas).toBeGreaterThan(3 * did('이미지_제품컷', 28).roas);
  });

  it('overspends the budget of its blog ads', () => {
    const blog = sim.control.entities(account).find(({ name }) => name === '블로그_2030');
    expect(did('블로그_2030', 7).spend / 7).toBeGreaterThan(1.3 * Number(blog?.dailyBudget));
  });

  it('has a colleague who changes a budget', () => {
    const changed = sim.control.entities(account).find(({ name }) => name === '전환_관심사');
    expect(changed?.dailyBudget).toBe('150000');
    expect(did('전환_관심사', 2).spend).toBeGreaterThan(1.15 * did('전환_관심사', 16, 15).spend);
  });
});
