import { describe, expect, it } from 'vitest';
import {
  formatChange,
  formatCount,
  formatMoney,
  formatMoneyShort,
  formatRatio,
  formatShare,
} from './number.ts';

describe('formatMoney', () => {
  it.each([
    ['1234567', 'KRW', 'ko', '₩1,234,567'],
    ['1234567.4', 'KRW', 'en', '₩1,234,567'],
    ['2309.5', 'JPY', 'en', '¥2,310'],
    ['1234.5', 'USD', 'en', '$1,234.50'],
    ['1234.5', 'USD', 'ko', '$1,234.50'],
    ['-12.345', 'EUR', 'en', '-€12.35'],
    ['0', 'KRW', 'ko', '₩0'],
  ])('%s %s in %s is %s', (amount, currency, locale, text) => {
    expect(formatMoney(amount, currency, locale)).toBe(text);
  });

  it('keeps amounts exact that a float cannot hold', () => {
    expect(formatMoney('9007199254740993', 'KRW', 'en')).toBe('₩9,007,199,254,740,993');
    expect(formatMoney('90071992547409.93', 'USD', 'en')).toBe('$90,071,992,547,409.93');
  });
});

describe('axis amounts', () => {
  it('are short in each language', () => {
    expect(formatMoneyShort(1_200_000, 'KRW', 'ko')).toBe('₩120만');
    expect(formatMoneyShort(1_200, 'USD', 'en')).toBe('$1.2K');
    expect(formatMoneyShort(0, 'USD', 'en')).toBe('$0');
  });
});

describe('counts, ratios and shares', () => {
  it('group, round and sign', () => {
    expect(formatCount('12345', 'ko')).toBe('12,345');
    expect(formatRatio('3.2149', 'ko')).toBe('3.21x');
    expect(formatShare('0.012449', 'en')).toBe('1.24%');
    expect(formatChange('0.1254', 'en')).toBe('+12.5%');
    expect(formatChange('-0.05', 'ko')).toBe('-5%');
    expect(formatChange('0', 'en')).toBe('0%');
    expect(formatChange('12.345', 'en')).toBe('+1,235%');
  });
});
