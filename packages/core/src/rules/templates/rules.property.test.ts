import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../cards/format.ts';
import { reasonText } from '../../cards/render-card.ts';
import { parseAmount } from '../../money.ts';
import type { Finding } from '../finding.ts';
import { assumedMaturity } from '../maturity.ts';
import { type Given, historyOf, judge } from '../test/account.ts';
import { RULE_TEMPLATES } from './index.ts';

const DAYS = 42;
/** A steady figure that swings by a fifth, breaks to another level at some day and now and then is not reported. */
const daily = (max: number): fc.Arbitrary<(number | null)[]> =>
  fc
    .record({
      level: fc.nat({ max }),
      later: fc.option(fc.nat({ max }), { freq: 2 }),
      breaks: fc.nat({ max: DAYS - 1 }),
      swing: fc.array(fc.integer({ min: 8, max: 12 }), { minLength: DAYS, maxLength: DAYS }),
      gap: fc.option(fc.nat({ max: DAYS - 1 }), { freq: 1 }),
    })
    .map(({ level, later, breaks, swing, gap }) =>
      swing.map((part, day) => {
        if (day === gap) return null;
        return Math.floor(((day >= breaks ? (later ?? level) : level) * part) / 10);
      }),
    );

/** Objects with any figures, statuses and budgets; keywords, ads and the levels above them. */
const account = fc
  .array(
    fc.record({
      level: fc.constantFrom('campaign', 'adset', 'ad', 'keyword') as fc.Arbitrary<Given['level']>,
      status: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'PAUSED', null),
      dailyBudget: fc.option(fc.integer({ min: 1, max: 200 }).map((one) => one * 10_000)),
      profile: fc.constantFrom('direct_purchase', 'retargeting', 'blog_traffic'),
      parent: fc.nat({ max: 2 }),
      figures: fc.record({
        spend: daily(120),
        conversions: fc.oneof(fc.constant(0), daily(3)),
        conversion_value: fc.oneof(fc.constant(0), daily(400)),
        impressions: daily(20_000),
        clicks: daily(300),
        link_clicks: daily(300),
        landing_page_views: daily(200),
        add_to_cart: fc.constantFrom(0, 1),
        frequency: daily(8),
      }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((objects) =>
    objects.map(
      ({ parent, ...object }, index): Given => ({
        ...object,
        id: `e${index}`,
        effectiveStatus: object.status,
        parentId: `p${parent}`,
        campaignId: `e${parent}`,
      }),
    ),
  );

const keysOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ level, entity_id, reason }) => `${level}/${entity_id}/${reason.code}`).sort();

describe('rules over any account', () => {
  it('find the same whatever the order of the objects', () => {
    fc.assert(
      fc.property(account, (given) => {
        const there = historyOf(given);
        const back = historyOf([...given].reverse());
        for (const { key } of RULE_TEMPLATES) {
          expect(judge(key, back)).toEqual(judge(key, there));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never propose what is already so, and budgets only in whole minor units', () => {
    fc.assert(
      fc.property(account, fc.constantFrom('KRW', 'USD', 'KWD'), (given, currency) => {
        const history = historyOf(scaled(given, 100), { currency });
        for (const { key } of RULE_TEMPLATES) {
          for (const { diff, reason } of judge(key, history, money(key, 1000))) {
            for (const locale of LOCALES) expect(reasonText(reason, locale)).not.toContain('–');
            for (const { field, before, after } of diff) {
              expect(after).not.toBe(before);
              if (field === 'daily_budget') {
                expect(parseAmount(after) > 0n).toBe(true);
                expect(parseAmount(after) % (currency === 'KRW' ? 10_000n : 100n)).toBe(0n);
              }
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('find the same objects when all amounts are ten times as large', () => {
    fc.assert(
      fc.property(account, (given) => {
        // Budgets near the least worth having are not lowered further; that least does not scale.
        fc.pre(!given.some(({ dailyBudget }) => dailyBudget != null && dailyBudget < 30_000));
        const there = historyOf(given);
        const here = historyOf(scaled(given, 10));
        for (const { key } of RULE_TEMPLATES) {
          const found = keysOf(judge(key, there, money(key, 20)));
          expect(keysOf(judge(key, here, money(key, 200)))).toEqual(found);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never take a pause back because more was spent without a conversion', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 60 }), { minLength: DAYS, maxLength: DAYS }),
        fc.array(fc.nat({ max: 60 }), { minLength: DAYS, maxLength: DAYS }),
        fc.boolean(),
        (spend, more, late) => {
          const curve = late ? assumedMaturity('meta') : undefined;
          const found = (figures: number[]): number => {
            const one: Given = {
              level: 'ad',
              id: 'a',
              figures: { spend: figures, conversions: 0 },
            };
            return judge('kill_switch', historyOf([one], { days: DAYS }, curve), { spend: '150' })
              .length;
          };
          const raised = spend.map((amount, day) => amount + (more[day] as number));
          expect(found(raised)).toBeGreaterThanOrEqual(found(spend));
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** Every money parameter of a template set to one amount. */
function money(key: string, amount: number): Record<string, string> {
  const template = RULE_TEMPLATES.find((one) => one.key === key);
  const names = template?.parameters.filter(({ type }) => type === 'money') ?? [];
  return Object.fromEntries(names.map(({ name }) => [name, String(amount)]));
}

/** The same objects with all amounts `times` as large. */
const scaled = (given: readonly Given[], times: number): Given[] =>
  given.map((one) => ({
    ...one,
    dailyBudget: one.dailyBudget == null ? null : one.dailyBudget * times,
    figures: {
      ...one.figures,
      spend: scaledFigure(one.figures?.spend, times),
      conversion_value: scaledFigure(one.figures?.conversion_value, times),
    },
  }));

type Figure = NonNullable<Given['figures']>['spend'];
function scaledFigure(figure: Figure, times: number): Figure {
  if (Array.isArray(figure)) {
    return figure.map((one: number | null) => (one === null ? null : one * times));
  }
  return typeof figure === 'number' ? figure * times : figure;
}
