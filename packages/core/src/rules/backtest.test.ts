import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../days.ts';
import { sumAmounts } from '../money.ts';
import { dailyMoments, type ReplayedRule, replayRule, type ReplayInput } from './backtest.ts';
import { addCellRow } from './cell-rows.ts';
import { compareBacktests } from './compare-backtests.ts';
import type { Gates } from './gates.ts';
import type { AccountHistory } from './history.ts';
import { makeFinding } from './make-finding.ts';
import { parseParameters } from './parameters.ts';
import { EVERYTHING } from './scope.ts';
import type { Sighting } from './template.ts';
import { ruleTemplate } from './templates/index.ts';
import { accountOf, type Given, HOUR, readsAt } from './test/account.ts';
import { ad, ONE, spread } from './test/ads.ts';

const SEOUL = 'Asia/Seoul';
const DAYS = 60;
const DAY = 24 * HOUR;
const gates: Gates = { cooldownHours: 72, dailyLimit: 20, quiet: null, timezone: SEOUL };
const rule = (
  key: string,
  given: Record<string, string> = {},
  more: Partial<Gates> = {},
): ReplayedRule => ({
  template: ruleTemplate(key),
  parameters: parseParameters(ruleTemplate(key), given, 'USD'),
  scope: EVERYTHING,
  gates: { ...gates, ...more },
});
const run = (input: ReplayInput, tested: ReplayedRule, from = 20, to = DAYS - 1) =>
  replayRule(
    input,
    tested,
    dailyMoments({ from: input.days[from]!, to: input.days[to]! }, SEOUL, 9, tested.gates),
    startOfDay(input.days.at(-1)!, SEOUL).getTime() + 9 * HOUR,
  );

/** A rule that says what it is told, whatever it sees. */
const scripted = (
  said: readonly { day: number; level: string; id: string; share: number }[],
): ReplayedRule => {
  const tested = rule('kill_switch', {}, { cooldownHours: 0 });
  const judge = (history: AccountHistory): Sighting[] =>
    said
      .filter(({ day }) => day === history.todayIndex)
      .map(({ level, id, share }) => {
        const entity = history.entities.find((one) => one.level === level && one.id === id)!;
        const draft = { kind: 'pause', risk: 'low', requiresApproval: true } as const;
        const empty = { diff: [], values: {}, span: null, figures: [] };
        const finding = () => makeFinding(history, entity, { ...draft, ...empty, code: 'said' });
        return { entity, weight: 1, effect: { entities: [entity], share }, finding };
      });
  return { ...tested, template: { ...tested.template, judge } };
};

/** Good until day 30, then it spends for nothing. */
const turning = ad('turning', {
  spend: 20,
  conversions: spread(DAYS, (day) => (day < 30 ? 1 : 0)),
  conversion_value: spread(DAYS, (day) => (day < 30 ? 60 : 0)),
});
const steady = ad('steady', { spend: 20, conversions: 1, conversion_value: 60 });

describe('a backtest', () => {
  it('tells what a pause would have saved, counting each day once', () => {
    const report = run(accountOf([turning, steady], { days: DAYS }), rule('kill_switch'));
    const [first] = report.firings;
    expect(first).toMatchObject({
      day: '2026-04-08',
      entity_id: 'turning',
      basis: 'recorded',
      outcome: {
        spend_after: '280',
        value_after: '0',
        saved: '280',
        lost: '0',
        net: '280',
        correct: true,
      },
    });
    expect(first?.outcome.days).toEqual({ from: '2026-04-09', to: '2026-04-22' });
    // The days after the first firing up to the last final-enough one, although firings overlap.
    expect(report.totals).toMatchObject({
      saved: '400',
      lost: '0',
      precision: '1',
      reconstructed_share: '0',
    });
    expect(report.totals.saved).toBe(
      sumAmounts(report.firings.map(({ outcome }) => outcome.saved ?? '0')),
    );
    expect(report.daily.reduce((sum, { firings }) => sum + firings, 0)).toBe(report.firings.length);
    expect(sumAmounts(report.daily.map(({ avoidable }) => avoidable))).toBe('400');
    expect(report.entities).toBe(2);
  });

  it('says it was wrong where value would have been lost', () => {
    const late = ad('late', {
      spend: 20,
      conversions: spread(DAYS, (day) => (day >= 20 && day < 32 ? 0 : 1)),
      conversion_value: spread(DAYS, (day) => (day >= 20 && day < 32 ? 0 : 90)),
    });
    const report = run(accountOf([late], { days: DAYS }), rule('kill_switch'));
    expect(report.firings.length).toBeGreaterThan(0);
    expect(report.totals).toMatchObject({ correct: 0, precision: '0' });
    expect(report.totals.net.startsWith('-')).toBe(true);
  });

  it('cannot judge a firing of the last days', () => {
    const report = run(accountOf([turning], { days: DAYS }), rule('kill_switch'), 58, 59);
    expect(report.firings[0]?.outcome).toMatchObject({ days: null, correct: null, saved: null });
    expect(report.totals.precision).toBeNull();
  });

  it('looks no further than somebody stopping the object anyway', () => {
    const input = accountOf([{ ...turning, status: 'PAUSED', effectiveStatus: 'PAUSED' }, steady], {
      days: DAYS,
      changes: [
        {
          entity: 0,
          field: 'status',
          before: 'ACTIVE',
          after: 'PAUSED',
          observedAt: startOfDay('2026-04-11', SEOUL).getTime() + 12 * HOUR,
        },
        {
          entity: 0,
          field: 'effective_status',
          before: 'ACTIVE',
          after: 'PAUSED',
          observedAt: startOfDay('2026-04-11', SEOUL).getTime() + 12 * HOUR,
        },
      ],
    });
    const report = run(input, rule('kill_switch'));
    expect(report.firings[0]?.outcome.days).toEqual({ from: '2026-04-09', to: '2026-04-11' });
    expect(report.firings.every(({ day }) => day <= '2026-04-11')).toBe(true);
  });

  it('counts money of a campaign and of what lies in it once', () => {
    const campaign: Given = {
      level: 'campaign',
      id: 'c1',
      figures: { ...turning.figures, spend: 30 },
    };
    const input = accountOf([turning, campaign], { days: DAYS });
    // The limit of 130 is passed by the campaign first; the ad follows when the campaign cools down.
    const report = run(input, rule('kill_switch', { spend: '110' }, { cooldownHours: 400 }));
    expect(report.firings.map(({ level }) => level)[0]).toBe('campaign');
    expect(report.totals.saved).toBe(
      sumAmounts(report.firings.map(({ outcome }) => outcome.saved ?? '0')),
    );
    const spent = report.daily.map(({ avoidable }) => Number(avoidable));
    expect(Math.max(...spent)).toBe(30);
  });

  it('takes of every unit of money what earlier firings left of it, each object once a day', () => {
    const c1 = { level: 'campaign', id: 'c1', parentId: null, campaignId: null } as const;
    const inIt = (level: 'adset' | 'ad', id: string, parentId: string) => ({
      ...{ level, id, parentId, campaignId: 'c1' },
    });
    const sets = [inIt('adset', 's1', 'c1'), inIt('adset', 's2', 'c1')];
    const ads = [inIt('ad', 'a', 's1'), inIt('ad', 'b', 's1'), inIt('ad', 'c', 's2')];
    const inTree = [c1, ...sets, ...ads];
    const holds = (outer: (typeof inTree)[number], inner: (typeof inTree)[number]): boolean =>
      outer === inner || outer.id === inner.parentId || outer.id === inner.campaignId;
    const daily = fc.array(fc.nat({ max: 50 }), { minLength: DAYS, maxLength: DAYS });
    const firing = fc.record({
      day: fc.integer({ min: 20, max: DAYS - 2 }),
      of: fc.nat({ max: inTree.length - 1 }),
      share: fc.constantFrom(10_000, 2000, -1000),
    });
    fc.assert(
      fc.property(
        fc.array(daily, { minLength: ads.length, maxLength: ads.length }),
        fc.uniqueArray(firing, { selector: ({ day }) => day, maxLength: 12 }),
        (spent, given) => {
          const figureOf = (one: (typeof inTree)[number]) => ({
            conversions: 1,
            conversion_value: 0,
            spend: Array.from({ length: DAYS }, (_, day) =>
              ads.reduce((sum, ad, index) => sum + (holds(one, ad) ? spent[index]![day]! : 0), 0),
            ),
          });
          const input = accountOf(
            inTree.map((one) => ({ ...one, figures: figureOf(one) })),
            { days: DAYS },
          );
          const inTime = [...given].sort((a, b) => a.day - b.day);
          const report = run(
            input,
            scripted(inTime.map((one) => ({ ...one, ...inTree[one.of]! }))),
          );
          const last = report.firings.map(({ outcome }) => outcome.days?.to ?? '').sort();
          const until = input.days.indexOf(last.at(-1) ?? '');
          let saved = 0;
          for (const [index, ad] of ads.entries()) {
            for (let day = 0; day <= until; day += 1) {
              const heard: typeof inTime = [];
              let left = spent[index]![day]!;
              for (const one of inTime) {
                const object = inTree[one.of]!;
                if (one.day >= day || day > one.day + 14 || !holds(object, ad)) continue;
                if (!heard.some((before) => holds(inTree[before.of]!, object))) {
                  saved += (left * one.share) / 10_000;
                  left -= (left * one.share) / 10_000;
                }
                heard.push(one);
              }
            }
          }
          expect(Number(report.totals.saved)).toBeCloseTo(saved, 6);
          expect(report.totals.saved).toBe(
            sumAmounts(report.firings.map(({ outcome }) => outcome.saved ?? '0')),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps to cooldown, daily limit and quiet hours', () => {
    const many = Array.from({ length: 5 }, (_, index) => ({ ...turning, id: `t${index}` }));
    const input = accountOf(many, { days: DAYS });
    const free = run(input, rule('kill_switch', {}, { cooldownHours: 0, dailyLimit: 100 }));
    const cooled = run(input, rule('kill_switch', {}, { cooldownHours: 72, dailyLimit: 100 }));
    expect(free.totals.suppressed).toBe(0);
    expect(cooled.firings.length + cooled.totals.suppressed).toBe(free.firings.length);
    const limited = run(input, rule('kill_switch', {}, { cooldownHours: 0, dailyLimit: 2 }));
    expect(Math.max(...limited.daily.map(({ firings }) => firings))).toBe(2);
    const [moved] = dailyMoments({ from: '2026-03-10', to: '2026-03-10' }, SEOUL, 7, {
      ...gates,
      quiet: { from: 22 * 60, to: 8 * 60 },
    });
    expect(moved).toBe(startOfDay('2026-03-10', SEOUL).getTime() + 8 * HOUR);
  });

  it('names the share that stands on reconstructed data', () => {
    const input = accountOf([turning, steady], { days: DAYS });
    const read = startOfDay(input.days.at(-1)!, SEOUL).getTime() + HOUR;
    input.rows.observedAt.fill(read);
    const report = run(
      { ...input, recordedFrom: read, reads: readsAt(read) },
      rule('kill_switch', {}, { cooldownHours: 24 }),
      20,
      DAYS,
    );
    expect(report.totals).toMatchObject({ reconstructed_share: '0.9583', precision: '1' });
    expect(report.firings.some(({ basis }) => basis === 'recorded')).toBe(true);
  });

  it('confirms advice by what happened afterwards', () => {
    const tired = ad('tired', {
      spend: 20,
      impressions: 2000,
      link_clicks: spread(DAYS, (day) => (day >= 35 ? 10 : 30)),
      frequency: spread(DAYS, (day) => (day >= 35 ? 2.4 : 1.2)),
    });
    const fresh = ad('fresh', { spend: 20, impressions: 2000, link_clicks: 30, frequency: 1.2 });
    const report = run(
      accountOf([tired, fresh], { days: DAYS }),
      rule('creative_fatigue', {}, { cooldownHours: 168 }),
    );
    expect(report.firings[0]).toMatchObject({
      entity_id: 'tired',
      outcome: { saved: null, correct: true },
    });
  });

  it('waits for conversions as long as the account was seen to need', () => {
    const campaign: Given = {
      level: 'campaign',
      id: 'c1',
      figures: { spend: 100, conversions: 10, conversion_value: 200 },
    };
    const input = accountOf([turning, steady, campaign], { days: DAYS });
    const lastDayOf = (tested: ReplayInput): string | undefined =>
      run(tested, rule('kill_switch', {}, { cooldownHours: 400 }), 42).firings[0]?.outcome.days?.to;
    expect(lastDayOf(input)).toBe(input.days[42 + 14]);
    // Four of ten come ten days late. Assumed were nine tenths after three days.
    for (let row = input.rows.length - 1; row >= 0; row -= 1) {
      if (input.rows.entity[row] !== 2) continue;
      const observed = input.rows.observedAt[row]!;
      const known = addCellRow(input.rows, 2, input.rows.day[row]!, observed, observed + 10 * DAY);
      for (const column of Object.values(input.rows.metrics)) column[known] = column[row]!;
      input.rows.metrics.conversions![known] = 6 * ONE;
      input.rows.observedAt[row] = observed + 10 * DAY;
    }
    expect(lastDayOf(input)).toBe(input.days[DAYS - 11]);
  });

  it('weighs a raised budget by what it would have brought', () => {
    const winner: Given = {
      level: 'adset',
      id: 's',
      dailyBudget: 100 * ONE,
      figures: { spend: 95, conversions: 4, conversion_value: 300 },
    };
    const report = run(accountOf([winner], { days: DAYS }), rule('scale_winner'));
    expect(report.firings[0]?.outcome).toMatchObject({
      saved: '-266',
      lost: '-840',
      net: '574',
      correct: true,
    });
  });
});

describe('the moments of a backtest', () => {
  it('are at the same hour of every day, also where the clock was set in its night', () => {
    const zone = 'America/New_York';
    const hours = (period: { from: string; to: string }, quiet?: Gates) =>
      dailyMoments(period, zone, 9, quiet).map((at) => new Date(at).toISOString().slice(11, 16));
    expect(hours({ from: '2026-03-07', to: '2026-03-08' })).toEqual(['14:00', '13:00']);
    expect(hours({ from: '2026-10-31', to: '2026-11-01' })).toEqual(['13:00', '14:00']);
    const night = { ...gates, quiet: { from: 22 * 60, to: 10 * 60 }, timezone: zone };
    expect(hours({ from: '2026-10-31', to: '2026-11-01' }, night)).toEqual(['14:00', '15:00']);
  });
});

describe('comparing', () => {
  it('sets a stricter rule beside a looser one', () => {
    const input = accountOf([turning, steady], { days: DAYS });
    const loose = run(input, rule('kill_switch', { spend: '40', days: '3' }));
    const strict = run(input, rule('kill_switch', { spend: '120' }));
    const comparison = compareBacktests(loose, strict);
    expect(comparison.better).toBe('a');
    expect(comparison.net.startsWith('-')).toBe(true);
    expect(comparison.only_a.length + comparison.both).toBe(loose.firings.length);
    expect(compareBacktests(loose, loose)).toMatchObject({
      better: 'same',
      firings: 0,
      net: '0',
      only_a: [],
    });
  });

  it('finds more with a lower limit, day by day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 130 }),
        fc.integer({ min: 0, max: 60 }),
        (limit, more) => {
          const input = accountOf([turning, steady], { days: DAYS });
          const free = { cooldownHours: 0 };
          const low = run(input, rule('kill_switch', { spend: String(limit) }, free));
          const high = run(input, rule('kill_switch', { spend: String(limit + more) }, free));
          expect(compareBacktests(low, high).only_b).toEqual([]);
        },
      ),
      { numRuns: 20 },
    );
  });
});
