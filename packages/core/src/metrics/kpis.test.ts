import { describe, expect, it } from 'vitest';
import { computeKpis, type RangeTotals, relativeChange } from './kpis.ts';

const totals: RangeTotals = {
  revenue: '300000',
  orderValue: '330000',
  orders: 11,
  spend: '100000',
  conversionValue: '250000',
  revenueFxMissing: false,
  spendFxMissing: false,
  spendVatBases: ['excl'],
  revenueState: 'final',
  spendState: 'settling',
  coverageDiffers: false,
};
const empty: RangeTotals = {
  ...totals,
  revenue: null,
  orderValue: null,
  orders: null,
  spend: null,
  conversionValue: null,
  spendVatBases: [],
  revenueState: 'not_collected',
  spendState: 'not_collected',
};

describe('computeKpis', () => {
  it('builds ratios from sums and names their basis', () => {
    const kpis = computeKpis('KRW', totals, { ...totals, revenue: '200000' });
    expect(kpis.mer).toMatchObject({
      value: '3',
      state: 'settling',
      time_basis: 'mixed',
      previous: { value: '2' },
      change: '0.5',
    });
    expect(kpis.roas.value).toBe('2.5');
    expect(kpis.aov).toMatchObject({
      value: '30000',
      currency: 'KRW',
      vat_basis: 'excl',
      time_basis: 'order',
    });
    expect(kpis.revenue).toMatchObject({ state: 'final', change: '0.5' });
  });

  it('has no ratio without spend, and says so', () => {
    const kpis = computeKpis('KRW', { ...totals, spend: '0' }, empty);
    expect(kpis.mer).toMatchObject({ value: null, missing: 'no_spend', change: null });
    expect(kpis.ad_spend).toMatchObject({ value: '0', missing: null });
  });

  it('never shows what nobody collected as 0', () => {
    const kpis = computeKpis('KRW', empty, totals);
    for (const kpi of Object.values(kpis))
      expect(kpi).toMatchObject({ value: null, missing: 'not_collected', state: 'not_collected' });
  });

  it('has no MER when revenue and spend speak of different days', () => {
    const kpis = computeKpis('KRW', { ...totals, coverageDiffers: true }, totals);
    expect(kpis.mer).toMatchObject({ value: null, missing: 'not_collected' });
    expect(kpis.roas.value).toBe('2.5');
  });

  it('does not add over a missing rate or mixed VAT', () => {
    expect(computeKpis('KRW', { ...totals, spendFxMissing: true }, totals).mer.missing).toBe(
      'fx_missing',
    );
    const mixed = computeKpis('KRW', { ...totals, spendVatBases: ['excl', 'incl'] }, totals);
    expect(mixed.ad_spend).toMatchObject({
      value: null,
      missing: 'mixed_vat',
      vat_basis: 'unknown',
    });
    expect(mixed.revenue.value).toBe('300000');
  });
});

describe('relativeChange', () => {
  it('measures against the size of the old figure', () => {
    expect(relativeChange('-50', '-100')).toBe('0.5');
    expect(relativeChange('50', '-100')).toBe('1.5');
    expect(relativeChange('5', '0')).toBeNull();
  });
});
