import type { MetricsDailyRow } from '@commerce/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KOREAN, read, refusal } from './fixtures/exported-files.ts';

describe('traps', () => {
  const head = '캠페인 이름,일,지출 금액 (KRW),노출,구매';
  const lines = (...rows: string[]) => `${[head, ...rows].join('\n')}\n`;

  it.each([
    ['first', [',,300,30,3', 'A,2026-11-01,100,10,1', 'B,2026-11-01,200,20,2'], 2],
    ['last', ['A,2026-11-01,100,10,1', 'B,2026-11-01,200,20,2', '합계,,300,30,3'], 4],
  ])('the line of totals, %s, is compared and left out', async (_, rows, line) => {
    const { report, metrics } = await read(lines(...rows));
    expect(metrics).toHaveLength(2);
    expect(report.skipped).toEqual([{ reason: 'line of totals', count: 1, lines: [line] }]);
    expect(report.totals.filter(({ matches }) => matches)).toHaveLength(3);
    const short = await read(lines(...rows.filter((row) => !row.startsWith('A'))));
    expect(short.report.totals[0]).toEqual({
      field: 'spend',
      computed: '200',
      file: '300',
      matches: false,
    });
    expect(short.report.warnings.join()).toContain('rows may be missing');
  });

  it('a stated zero is a zero, an empty cell says nothing', async () => {
    const { metrics } = await read(
      [
        '캠페인 이름,일,지출 금액 (KRW),노출,구매,구매 전환값,웹사이트 구매',
        'A,2026-11-01,100,10,0,0,0',
        'B,2026-11-01,100,10,,,',
        'C,2026-11-01,100,10,0,0,2',
      ].join('\n'),
    );
    expect(
      metrics.map(({ conversions, conversion_value }) => [conversions, conversion_value]),
    ).toEqual([
      ['0', '0'],
      [null, null],
      ['2', '0'],
    ]);
  });

  it('the currency may stand in the rows instead of the headings', async () => {
    const rows = (second: string) =>
      `Campaign name,Day,Amount spent,Impressions,Currency\nA,2026-11-01,1.5,2,USD\nB,2026-11-01,2,2,${second}\n`;
    const { metrics, report } = await read(rows('USD'));
    expect(report.currency).toBe('USD');
    expect(metrics.map(({ currency }) => currency)).toEqual(['USD', 'USD']);
    expect(await refusal(rows('EUR'))).toMatch(/^Line 3: the row is in EUR, the file in USD/);
    expect(await refusal(rows('USD'), { currency: 'KRW' })).toContain('this ad account reports');
  });

  it('a line of totals may carry a sentence for a name', async () => {
    for (const label of ['Results from 2 campaigns', '캠페인 2개의 결과']) {
      const { report } = await read(lines('A,2026-11-01,100,10,1', `${label},,100,10,1`));
      expect(report.totals[0]).toMatchObject({ file: '100', matches: true });
    }
  });

  it('a campaign called "Total" is a campaign', async () => {
    expect((await read(lines('Total,2026-11-01,100,10,1'))).metrics).toHaveLength(1);
  });

  it('a whole period in one row is refused, a single day is taken', async () => {
    const period = '캠페인 이름,지출 금액 (KRW),노출,보고 시작,보고 종료\nA,100,10,2026-11-01,';
    expect(await refusal(`${period}2026-11-30\n`)).toMatch(
      /Line 2: .*2026-11-01 to 2026-11-30.*Day/,
    );
    expect((await read(`${period}2026-11-01\n`)).metrics[0]?.day).toBe('2026-11-01');
    expect(await refusal('캠페인 이름,지출 금액,노출\nA,100,10\n', { currency: 'KRW' })).toContain(
      'no day',
    );
  });

  it.each([
    ['before', ['A,2026-11-01,0,0,', 'A,2026-11-01,100,10,1']],
    ['behind', ['A,2026-11-01,100,10,1', 'A,2026-11-01,0,0,0']],
    ['around', ['A,2026-11-01,0,0,', 'A,2026-11-01,100,10,1', 'A,2026-11-01,0.00,0,']],
  ])('an object that was not shown %s one of its name changes nothing', async (_, rows) => {
    const { report, metrics, ids } = await read(lines(...rows, 'B,2026-11-01,0,0,'));
    expect(ids).toHaveLength(new Set(ids).size);
    const spends = metrics.map(({ entity_name, spend }) => [entity_name, spend]);
    expect(Object.fromEntries(spends)).toEqual({ A: '100', B: '0' });
    expect(report).toMatchObject({ rows_read: rows.length + 1, rows_kept: 2 });
    expect(report.skipped).toMatchObject([{ count: rows.length - 1 }]);
  });

  it('two objects of one name that were both shown are refused', async () => {
    const rows = ['A,2026-11-01,0,0,', 'A,2026-11-01,100,10,1', 'A,2026-11-01,1,0,'];
    expect(await refusal(lines(...rows))).toMatch(/^Lines 3 and 4 speak of the same object/);
  });

  it('of two rows of zeros one is kept', async () => {
    const { metrics, report } = await read(lines('A,2026-11-01,0,0,', 'A,2026-11-01,0,0,'));
    expect(metrics).toHaveLength(1);
    expect(report).toMatchObject({ rows_kept: 1, skipped: [{ lines: [3] }] });
  });

  it('parts are added with all of their digits, and one that was not shown has no say', async () => {
    const text = `Campaign name,Ad name,Day,Amount spent (USD),Impressions,Purchases,Attribution setting
A,1,2026-11-01,0.00004,1,,7-day click or 1-day view
A,2,2026-11-01,0.00004,1,,7-day click or 1-day view
A,3,2026-11-01,0,0,,-
`;
    const { metrics } = await read(text, { options: { level: 'campaign' } });
    expect(metrics).toMatchObject([
      { spend: '0.0001', attribution_setting: '7d_click_1d_view', conversions: '0' },
    ]);
  });

  it('parts of an audience are added up, people are not', async () => {
    const text =
      '캠페인 이름,일,연령,성별,지출 금액 (KRW),도달,구매\nA,2026-11-01,18-24,여성,100,50,1\nB,2026-11-01,18-24,여성,7,5,\nA,2026-11-01,25-34,남성,250,60,2\n';
    const { metrics, report } = await read(text);
    expect(
      metrics.map(({ entity_id, spend, reach, conversions }) => [
        entity_id,
        spend,
        reach,
        conversions,
      ]),
    ).toEqual([
      ['name:A', '350', null, '3'],
      ['name:B', '7', null, null],
    ]);
    expect(report.warnings.join()).toContain('연령, 성별');
    expect(report.rows_kept).toBe(3);
  });

  it('the same object and day twice is refused with both lines', async () => {
    expect(
      await refusal(lines('A,2026-11-01,100,10,1', 'B,2026-11-01,1,1,1', 'A,2026-11-01,100,10,1')),
    ).toContain('Lines 2 and 4');
  });

  it('of several attribution columns the plain one counts', async () => {
    const text =
      '캠페인 이름,일,지출 금액 (KRW),구매 [1일 클릭],구매,구매 [28일 클릭],고유 링크 클릭\nA,2026-11-01,1,3,5,9,4\n';
    const { metrics, report } = await read(text);
    expect([metrics[0]?.conversions, metrics[0]?.link_clicks]).toEqual(['5', null]);
    expect(report.warnings.filter((text) => text.includes('left out'))).toHaveLength(2);
    expect(report.columns[4]).toEqual({ heading: '구매', field: 'purchases' });
  });

  it('says which figures stay unknown because their columns are missing', async () => {
    const warnings = async (columns: string) =>
      (await read(`${columns}\nA,2026-11-01,1,2,3\n`)).report.warnings.join();
    const base = 'Campaign name,Day,Amount spent (USD)';
    expect(await warnings(`${base},Impressions,Results`)).toMatch(/"Purchases".*and no .*value"/);
    expect(await warnings(`${base},Impressions,Purchases`)).toMatch(/no column "Purchases conv/);
    expect(await warnings(`${base},Purchases,Purchases conversion value`)).toBe('');
  });

  it('website purchases are named as such, and the wider column wins', async () => {
    const website = await read(
      'Campaign name,Day,Amount spent (USD),Website purchases,Website purchases conversion value\nA,2026-11-01,1,3,50.5\n',
    );
    expect(website.metrics[0]).toMatchObject({
      conversions: '3',
      conversion_value: '50.5',
      conversion_action: 'offsite_conversion.fb_pixel_purchase',
    });
    const both =
      'Campaign name,Day,Amount spent (USD),Website purchases,Purchases\nA,2026-11-01,1,3,4\n';
    expect((await read(both)).metrics[0]).toMatchObject({
      conversions: '4',
      conversion_value: null,
    });
    expect(
      (await read(both, { options: { purchase_action: 'offsite_conversion.fb_pixel_purchase' } }))
        .metrics[0]?.conversions,
    ).toBe('3');
  });

  it("the currency is that of the heading and must be the account's", async () => {
    expect(await refusal(KOREAN, { currency: 'USD' })).toContain(
      'in KRW, but this ad account reports in USD',
    );
    expect(
      await refusal('Campaign name,Day,Amount spent,Impressions\nA,2026-11-01,1,1\n'),
    ).toContain('no heading names a currency');
    expect(
      (
        await read('Campaign name,Day,Amount spent,Impressions\nA,2026-11-01,1.5,1\n', {
          currency: 'EUR',
        })
      ).metrics[0],
    ).toMatchObject({ currency: 'EUR', spend: '1.5' });
    expect(
      await refusal(
        'Campaign name,Day,Currency,Amount spent (KRW),Impressions\nA,2026-11-01,USD,1,1\n',
      ),
    ).toContain('Line 2');
  });

  it('a file of another account than the one named is refused', async () => {
    const text = 'Account ID,Day,Amount spent (USD),Impressions\n11,2026-11-01,1,1\n';
    expect((await read(text, { options: { account_id: 'act_11' } })).metrics[0]?.entity_id).toBe(
      '11',
    );
    expect(await refusal(text, { options: { account_id: '12' } })).toContain(
      'Line 2: it belongs to',
    );
  });

  it('ids rounded by a spreadsheet are not believed', async () => {
    expect(
      await refusal(
        'Campaign name,Campaign ID,Day,Amount spent (USD)\nA,1.2021E+17,2026-11-01,1\n',
      ),
    ).toMatch(/Line 2.*rounded/);
  });

  it.each([
    [
      'a figure nobody can read',
      lines('A,2026-11-01,1.2.3,1,1'),
      /Line 2: "1\.2\.3" under "지출 금액 \(KRW\)"/,
    ],
    [
      'a week in one row',
      lines('A,2026-11-01 - 2026-11-07,5,1,1'),
      /Line 2: "2026-11-01 - 2026-11-07" is not a day/,
    ],
    [
      'a line cut in the middle of a figure',
      lines('A,2026-11-01,5,1,1', 'B,2026-11-01,41'),
      /Line 3: .*cut off/,
    ],
    [
      'a comma that may be a decimal point',
      lines('A,2026-11-01,"1,234",1,1').replaceAll(/,(?!234)/g, ';'),
      /Line 2: "1,234"/,
    ],
    [
      'a second ad account',
      'Account ID,Campaign name,Day,Amount spent (USD)\n11,A,2026-11-01,1\n12,B,2026-11-01,1\n',
      /Line 3: .*several ad accounts \(11, 12\)/,
    ],
    ['a withheld figure', lines('A,2026-11-01,5,< 10,1'), /Line 2: "< 10" under "노출"/],
    ['negative spend', lines('A,2026-11-01,-5,1,1'), /Line 2/],
    ['half an impression', lines('A,2026-11-01,5,1.5,1'), /Line 2/],
    ['a day that could be two', lines('A,1/11/2026,5,1,1'), /Line 2: "1\/11\/2026" is not a day/],
    ['shifted cells', lines('A,2026-11-01,1,234,10,1'), /Line 2: it has 6 cells under 5 headings/],
    ['a row of nobody', lines(',2026-11-01,5,1,1'), /Line 2: it names no campaign/],
    ['no rows at all', lines(), /no row of figures/],
    ['only totals', lines(',,5,1,1'), /no row of figures/],
    [
      'another report',
      '일별,캠페인 유형,캠페인,노출수,총비용\n2026.11.01.,파워링크,A,1,2\n',
      /Amount spent|No heading line/,
    ],
    ['prose', 'hello\nworld\n', /No heading line/],
    ['nothing', '', /empty/],
  ])('%s is refused with its line', async (_, text, message) => {
    expect(await refusal(text)).toMatch(message);
  });

  it('sums are exact and independent of the order of rows', async () => {
    const row = fc.record({
      name: fc.constantFrom('A', 'B', 'C'),
      day: fc.integer({ min: 1, max: 9 }),
      cents: fc.nat(10_000_000),
      age: fc.constantFrom('18', '25', '35'),
    });
    const rows = fc.uniqueArray(row, {
      selector: ({ name, day, age }) => `${name}${day}${age}`,
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (list) => {
        const csv = (items: typeof list) =>
          `Campaign name,Day,Age,Amount spent (USD)\n${items.map(({ name, day, age, cents }) => `${name},2026-11-0${day},${age},${(cents / 100).toFixed(2)}`).join('\n')}\n`;
        const order = (items: MetricsDailyRow[]) =>
          [...items].sort((a, b) =>
            `${a.entity_id}${a.day}`.localeCompare(`${b.entity_id}${b.day}`),
          );
        const forwards = await read(csv(list));
        const backwards = await read(csv([...list].reverse()));
        expect(order(backwards.metrics)).toEqual(order(forwards.metrics));
        const cents = list.reduce((all, item) => all + item.cents, 0);
        expect(Number(forwards.report.totals[0]?.computed) * 100).toBeCloseTo(cents, 4);
      }),
      { numRuns: 25 },
    );
  });
});
