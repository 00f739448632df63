import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { outcomeFigures, outcomeReason } from './outcome.ts';

const judged = (detail: Record<string, string | null>) => ({ verdict_detail: detail });

it('turns saved and lost into how spend and sales moved', () => {
  const execution = judged({
    reason: 'saved_more_than_lost',
    saved: '140000',
    lost: '21000',
    net: '119000',
    currency: 'KRW',
  });
  expect(outcomeFigures(execution, 'en')).toEqual({
    spend: '−₩140,000',
    sales: '−₩21,000',
    net: '+₩119,000',
  });
  expect(outcomeReason(execution)).toBe('saved_more_than_lost');
});

it('gives a raise its signs and a zero none', () => {
  const figures = outcomeFigures(
    judged({ saved: '-20.5', lost: '-0.00', net: '-20.5', currency: 'USD' }),
    'en',
  );
  expect(figures).toEqual({ spend: '+$20.50', sales: '$0.00', net: '−$20.50' });
});

it('says nothing in numbers where there are none', () => {
  expect(outcomeFigures({ verdict_detail: null }, 'en')).toBeNull();
  expect(outcomeFigures(judged({ reason: 'too_little_data', currency: 'KRW' }), 'en')).toBeNull();
  expect(outcomeReason({ verdict_detail: null })).toBeNull();
});

it.each(['ko', 'en'])('has words for every outcome without figures in %s', (locale) => {
  const path = join(import.meta.dirname, `../../messages/${locale}/activity.json`);
  const { activity } = JSON.parse(readFileSync(path, 'utf8'));
  expect(Object.keys(activity.outcome.reasons).sort()).toEqual([
    ...['changed_again', 'nothing_known', 'small_difference', 'too_little_data'],
  ]);
});
