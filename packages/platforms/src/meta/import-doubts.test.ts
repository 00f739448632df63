import { describe, expect, it } from 'vitest';
import { workbook } from '../tabular/fixtures/workbook.ts';
import { read, refusal } from './fixtures/exported-files.ts';

const csv = (...lines: string[]) => `${lines.join('\n')}\n`;
const HEAD = 'Campaign name,Day,Amount spent (KRW),Impressions,Purchases';
const sheet = (...rows: (string | { v: string; t?: string; s?: number })[][]) => ({
  name: 'Raw Data Report',
  rows: [['Campaign name', 'Day', 'Amount spent (KRW)'], ...rows],
});
const DAY_CELL = { v: '46327', s: 1 };

describe('a figure is never counted twice', () => {
  const AGES = 'Campaign name,Day,Age,Amount spent (KRW),Impressions';

  it.each(['All', '전체', ''])('when the whole (%j) stands beside its parts', async (label) => {
    const { metrics, report } = await read(
      csv(
        AGES,
        `A,2026-11-01,${label},350,35`,
        'A,2026-11-01,18-24,100,10',
        'A,2026-11-01,25-34,250,25',
        'B,2026-11-01,18-24,7,1',
      ),
    );
    expect(metrics.map(({ spend, impressions }) => [spend, impressions])).toEqual([
      ['350', 35],
      ['7', 1],
    ]);
    expect(report.totals[0]).toMatchObject({ field: 'spend', computed: '357' });
    expect([report.rows_kept, report.skipped[0]?.lines]).toEqual([2, [3, 4]]);
  });

  it('and a part without a name is still a part', async () => {
    const { metrics } = await read(
      csv(AGES, 'A,2026-11-01,,50,5', 'A,2026-11-01,18-24,100,10', 'A,2026-11-01,25-34,250,25'),
    );
    expect(metrics[0]?.spend).toBe('400');
  });

  it('when campaigns stand beside their ads', async () => {
    const text = csv(
      'Campaign name,Ad name,Day,Amount spent (KRW)',
      'A,,2026-11-01,300',
      'A,x,2026-11-01,100',
      'A,y,2026-11-01,200',
    );
    const { metrics } = await read(text, { options: { level: 'campaign' } });
    expect(metrics.map(({ spend }) => spend)).toEqual(['300']);
    expect(await refusal(text)).toContain('Line 2: it names no ad');
  });

  it('when levels between stand beside both', async () => {
    const text = csv(
      'Campaign name,Ad set name,Ad name,Day,Amount spent (KRW)',
      'A,s,,2026-11-01,100',
      'A,s,x,2026-11-01,100',
      'A,t,y,2026-11-01,200',
    );
    expect(await refusal(text, { options: { level: 'campaign' } })).toContain('Lines 2 and 3');
  });

  it('when an object has a sum over its days', async () => {
    const { metrics, report } = await read(
      csv(HEAD, 'A,All,300,30,3', 'A,2026-11-01,300,30,3', 'B,All,5,1,0', 'B,2026-11-01,5,1,0'),
    );
    expect(metrics).toHaveLength(2);
    expect(report.totals[0]).toMatchObject({ computed: '305', file: null, matches: null });
    expect(report.skipped[0]?.lines).toEqual([2, 4]);
  });
});

describe('a cell that holds no figure is not a zero', () => {
  it('a formula nobody has computed', async () => {
    const parts = {
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>Campaign name</t></is></c><c t="inlineStr"><is><t>Day</t></is></c><c t="inlineStr"><is><t>Amount spent (KRW)</t></is></c></row><row r="2"><c t="inlineStr"><is><t>A</t></is></c><c t="inlineStr"><is><t>2026-11-01</t></is></c><c><f>1+1</f></c></row></sheetData></worksheet>',
    };
    const file = workbook({ sheets: [sheet()], parts });
    expect(await refusal(file)).toMatch(/^Line 2: .*formula/);
    const computed = parts['xl/worksheets/sheet1.xml'].replace('</f>', '</f><v>2</v>');
    const { metrics } = await read(
      workbook({ sheets: [sheet()], parts: { 'xl/worksheets/sheet1.xml': computed } }),
    );
    expect(metrics[0]?.spend).toBe('2');
  });

  it('an error', async () => {
    const rows = sheet(['A', DAY_CELL, { v: '#REF!', t: 'e' }]);
    expect(await refusal(workbook({ sheets: [rows] }))).toMatch(/^Line 2: "#REF!" under/);
    const named = sheet([{ v: '#N/A', t: 'e' }, DAY_CELL, { v: '5' }]);
    expect(await refusal(workbook({ sheets: [named] }))).toMatch(/^Line 2: "#N\/A"/);
  });

  it('a line that ends before its spend, wherever it stands', async () => {
    expect(await refusal(csv(HEAD, 'A,2026-11-01', 'B,2026-11-01,5,1,0'))).toMatch(
      /^Line 2: .*ends/,
    );
  });

  it.each([
    ['rounded by a spreadsheet program', '4.12E+05'],
    ['larger than any account spends', '12345678901234567'],
    ['in the money of another country', '"$1,234"'],
  ])('a figure %s', async (_, spend) => {
    expect(await refusal(csv(HEAD, `A,2026-11-01,${spend},1,0`))).toMatch(/^Line 2: /);
  });

  it('spend in two currencies', async () => {
    expect(
      await refusal(
        csv('Campaign name,Day,Amount spent (USD),Amount spent (KRW)', 'A,2026-11-01,1,1400'),
      ),
    ).toContain('several currencies (USD, KRW)');
  });

  it('an impossible count', async () => {
    expect(await refusal(csv(HEAD, 'A,2026-11-01,1,99999999999999999999,0'))).toMatch(/^Line 2: /);
  });
});

describe('numbers of a workbook are those it stores', () => {
  it('however they are written', async () => {
    const rows = ['1.2E+5', '5.0000000000000003E-2', '2.5E-5', '1E2'].map((v, i) => [
      `c${i}`,
      DAY_CELL,
      { v },
    ]);
    const { metrics } = await read(workbook({ sheets: [sheet(...rows)] }));
    expect(metrics.map(({ spend }) => spend)).toEqual(['120000', '0.05', '0', '100']);
  });

  it('and days are of its own calendar, formatted or not', async () => {
    const days = [{ v: '44865', s: 1 }, { v: '44866' }].map((day, i) => [`c${i}`, day, { v: '1' }]);
    const { metrics } = await read(workbook({ sheets: [sheet(...days)], date1904: true }));
    expect(metrics.map(({ day }) => day)).toEqual(['2026-11-01', '2026-11-02']);
  });

  it('of the first sheet with a report, and the others are named', async () => {
    const other = { ...sheet(['B', DAY_CELL, { v: '2' }]), name: 'October' };
    const { metrics, report } = await read(
      workbook({ sheets: [sheet(['A', DAY_CELL, { v: '1' }]), other] }),
    );
    expect(metrics).toHaveLength(1);
    expect(report.warnings.join()).toContain('October');
  });
});

describe('notes', () => {
  it.each([
    ['padded', 'Exported by Kim,,,,'],
    ['after an empty line', '\nExported by Kim'],
    ['with a comma in it', '"Exported, by Kim",,,,'],
  ])('below the rows, %s, are left out', async (_, note) => {
    const { metrics, report } = await read(csv(HEAD, 'A,2026-11-01,5,1,0', note));
    expect(metrics).toHaveLength(1);
    expect(report.skipped).toEqual([
      { reason: 'note without figures', count: 1, lines: [note.startsWith('\n') ? 4 : 3] },
    ]);
  });

  it('of a workbook too, wherever they stand', async () => {
    const rows = sheet(['A', DAY_CELL, { v: '5' }], ['', '', 'made by Kim']);
    expect((await read(workbook({ sheets: [rows] }))).metrics).toHaveLength(1);
  });

  it('are no excuse for a line that was cut off', async () => {
    expect(await refusal(csv(HEAD, 'A,2026-11-01,5,1,0', 'B'))).toContain('cut off');
  });
});

describe('days', () => {
  const days = (...list: string[]) => csv(HEAD, ...list.map((day, i) => `c${i},"${day}",5,1,0`));

  it.each([
    ['Nov 1, 2026'],
    ['November 1, 2026'],
    ['1 Nov 2026'],
    ['1-Nov-2026'],
    ['01 November, 2026'],
  ])('with a month in words need no order: %s', async (day) => {
    expect((await read(days(day))).metrics[0]?.day).toBe('2026-11-01');
  });

  it('written day or month first are read when the file itself shows which', async () => {
    const american = await read(days('11/1/2026', '11/02/2026', '11/13/2026'));
    expect(american.metrics.map(({ day }) => day)).toEqual([
      '2026-11-01',
      '2026-11-02',
      '2026-11-13',
    ]);
    const european = await read(days('01.11.2026', '13.11.2026'));
    expect(european.metrics.map(({ day }) => day)).toEqual(['2026-11-01', '2026-11-13']);
  });

  it.each([
    [['11/1/2026', '11/2/2026']],
    [['11/13/2026', '13/11/2026']],
    [['11/1/26', '11/13/26']],
    [['Nov 31, 2026']],
    [['Foo 1, 2026']],
  ])('are refused when it does not: %j', async (list) => {
    expect(await refusal(days(...list))).toMatch(/is not a day/);
  });
});

describe('names', () => {
  it('with binary data in them are refused before anything is stored', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `campaign ${i},2026-11-01,5,1,0`);
    expect(await refusal(csv(HEAD, ...rows, 'B\0x,2026-11-01,5,1,0'))).toMatch(
      /^Line 302: .*binary/,
    );
  });
});

describe('quotes', () => {
  it('that swallow a row are found', async () => {
    const text = csv(HEAD, '"A,2026-11-01,100,10,1', 'B",2026-11-02,200,20,2');
    expect(await refusal(text)).toMatch(/^Line 2: .*quote/);
    const later = csv(HEAD, 'A,2026-11-01,100,10,"1', 'B,2026-11-02,200,20,2"');
    expect(await refusal(later)).toMatch(/^Line 2: /);
  });

  it('around a name with a line break are just quotes', async () => {
    const { metrics } = await read(csv(HEAD, '"A, B\nsecond ""line"" 🎁",2026-11-01,100,10,1'));
    expect(metrics[0]?.entity_name).toBe('A, B\nsecond "line" 🎁');
  });
});
