import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchColumns } from './columns.ts';
import { excelDay, readDay } from './dates.ts';
import { normaliseHeading } from './headings.ts';
import { readNumber } from './numbers.ts';

const value = (text: string) => ({ kind: 'value', value: text });

describe('readNumber', () => {
  it.each([
    ['1,127,742', '1127742'],
    [' 1 234.50 ', '1234.5'],
    ['₩412,300', '412300'],
    ['￦412300', '412300'],
    ['-₩5', '-5'],
    ['₩-5', '-5'],
    ['412,300원', '412300'],
    ['12.5%', '12.5'],
    ['(1,234)', '-1234'],
    ['−3', '-3'],
    ['0.00', '0'],
    ['-0', '0'],
    ['007', '7'],
    ['.5', '0.5'],
    ['9007199254740993', '9007199254740993'],
  ])('%s', (text, expected) => {
    expect(readNumber(text)).toEqual(value(expected));
  });

  it.each(['', '-', '--', ' --', '—', 'N/A'])('%j is blank, not zero', (text) => {
    expect(readNumber(text)).toEqual({ kind: 'blank' });
  });

  it('keeps withheld figures apart and guesses nothing', () => {
    expect(readNumber('< 10%')).toEqual({ kind: 'hidden' });
    for (const text of [
      '1,23',
      '1.234,56',
      '12abc',
      '1,2345',
      '--5',
      '(-5)',
      '1e99',
      '4.12E+05',
      'NaN',
    ]) {
      expect(readNumber(text)).toEqual({ kind: 'garbage' });
    }
  });

  it('gives back any decimal, however it was written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.nat(9999), (whole, part) => {
        const fraction = String(part).padStart(4, '0').replace(/0+$/, '');
        const plain = `${whole}${fraction && `.${fraction}`}`;
        const grouped = plain.replace(/^\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','));
        expect(readNumber(`₩ ${grouped}`)).toEqual(value(plain));
        expect(readNumber(plain)).toEqual(value(plain));
      }),
    );
  });
});

describe('readDay', () => {
  it.each([
    '2026-11-01',
    '2026.11.01.',
    '2026. 11. 1.',
    '2026/11/1',
    '20261101',
    '2026년 11월 1일',
    '2026-11-01 00:00:00',
    '2026-11-01T09:00:00+0900',
  ])('%s', (text) => expect(readDay(text)).toBe('2026-11-01'));

  it('reads serial numbers only where they can occur', () => {
    expect(readDay('46327', { serial: '1900' })).toBe('2026-11-01');
    expect(readDay('44865', { serial: '1904' })).toBe('2026-11-01');
    expect(readDay('46327')).toBeNull();
    expect([excelDay(1), excelDay(59), excelDay(61)]).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
    ]);
  });

  it('refuses ambiguous and impossible days', () => {
    for (const text of [
      '11/1/2026',
      '2026-02-30',
      '2026-11-01 - 2026-11-07',
      '2026-13-01',
      'Total',
      '',
    ]) {
      expect(readDay(text)).toBeNull();
    }
  });
});

describe('normaliseHeading', () => {
  it.each([
    ['총비용(VAT포함,원)', { key: '총비용', currency: 'KRW', vat: 'incl' }],
    ['총비용(VAT 미포함)', { key: '총비용', currency: null, vat: 'excl' }],
    ['Amount spent (USD)', { key: 'amountspent', currency: 'USD', vat: null }],
    ['CPC(링크 클릭당 비용) (KRW)', { key: 'cpc링크클릭당비용', currency: 'KRW', vat: null }],
    ['Clicks (all)', { key: 'clicksall', currency: null, vat: null }],
    ['Conversions (ALL_X)', { key: 'conversionsallx', currency: null, vat: null }],
    ['\u1100\u116e\u1106\u1162', { key: '구매', currency: null, vat: null }],
  ])('%s', (heading, expected) => expect(normaliseHeading(heading)).toEqual(expected));
});

describe('matchColumns', () => {
  const table = [
    { field: 'spend', aliases: ['지출금액', '소진금액'], money: true },
    { field: 'reach', aliases: ['도달'] },
    { field: 'purchases', aliases: ['구매', '웹사이트구매'] },
    { field: 'day', aliases: ['일'] },
  ] as const;

  it('prefers whole names, then earlier aliases, and never doubles a field', () => {
    const found = matchColumns(
      ['웹사이트 구매', '구매 [7일 클릭]', '구매', '소진 금액 (KRW)', '지출 금액'],
      table,
    );
    expect(found.index.get('purchases')).toBe(2);
    expect(found.index.get('spend')).toBe(4);
    expect(found.rivals).toHaveLength(3);
  });

  it('does not take another measure for the field it starts with', () => {
    const headings = [
      '구매당 비용',
      '도달 1,000명당 (KRW)',
      '구매 ROAS',
      '일일 예산',
      '결과당 비용',
    ];
    expect(matchColumns(headings, table).fields).toEqual([null, null, null, null, null]);
  });
});
