import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@commerce/core';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { workbook, zip } from './fixtures/workbook.ts';
import { openTable } from './open-table.ts';
import type { TableOptions, TableRow } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'tabular-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function file(content: string | Uint8Array): string {
  const path = join(folder, `${files++}`);
  writeFileSync(path, content);
  return path;
}

async function read(content: string | Uint8Array, options: TableOptions = {}) {
  const table = await openTable(file(content), options);
  const rows: TableRow[] = [];
  for await (const row of table.rows) rows.push(row);
  return { ...table, rows };
}

async function refusal(content: string | Uint8Array, options: TableOptions = {}) {
  const error = await read(content, options).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).code).toBe('invalid_file');
  return (error as AppError).message;
}

const text = '캠페인 이름,일,지출 금액 (KRW)\r\n손크림,2026-11-01,412300\r\n';
const isHeading = (cells: string[]) => cells.includes('일');

describe('encodings', () => {
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8-bom', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
    ['cp949', iconv.encode(text, 'cp949')],
  ])('reads %s', async (encoding, bytes) => {
    const table = await read(bytes);
    expect(table.encoding).toBe(encoding);
    expect(table.headings).toEqual(['캠페인 이름', '일', '지출 금액 (KRW)']);
    expect(table.rows).toEqual([{ line: 2, cells: ['손크림', '2026-11-01', '412300'] }]);
  });

  it('finds CP949 that begins after a long English start', async () => {
    const start = `name,value\n${'plain,1\n'.repeat(40_000)}`;
    const table = await read(iconv.encode(`${start}햏,2\n`, 'cp949'));
    expect(table.encoding).toBe('cp949');
    expect(table.rows.at(-1)).toEqual({ line: 40_002, cells: ['햏', '2'] });
  });

  it('names the line where UTF-8 is damaged instead of guessing another encoding', async () => {
    const damaged = Buffer.concat([
      Buffer.from(text),
      Buffer.from([0xed, 0x95]),
      Buffer.from(',1\n'),
    ]);
    expect(await refusal(damaged)).toContain('Line 3');
    expect(await refusal(Buffer.from(text).subarray(0, -28))).toContain('damaged');
  });

  it('refuses Western single-byte text and binary data', async () => {
    expect(await refusal(Buffer.from('name,ville\n\xe9t\xe9,Paris\n', 'latin1'))).toContain(
      'Line 2',
    );
    expect(await refusal(Buffer.from([1, 0, 0, 0, 2, 0, 0, 0, 9, 9]))).toContain('binary');
  });
});

describe('delimited text', () => {
  it.each(['\t', ';', ','])('finds the separator %j', async (separator) => {
    const lines = [
      ['a', 'b,;\tc', 'd'],
      ['1', '2', '3'],
      ['4', '5', '6'],
    ];
    const content = lines.map((l) =>
      l.map((c) => (/[,;\t]/.test(c) ? `"${c}"` : c)).join(separator),
    );
    const table = await read(content.join('\n'));
    expect([table.delimiter, table.headings]).toEqual([separator, lines[0]]);
  });

  it('counts lines as an editor does, across quoted line breaks, blank lines and any line end', async () => {
    const table = await read('h1,h2\r\n"a\r\nb",1\r\n\r\n"q ""x""",2\r\nlast,3');
    expect(table.rows).toEqual([
      { line: 2, cells: ['a\nb', '1'] },
      { line: 5, cells: ['q "x"', '2'] },
      { line: 6, cells: ['last', '3'] },
    ]);
    expect((await read('h,i\ra,1\rb,2')).rows.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('keeps what stands above the headings', async () => {
    const table = await read(`"캠페인 보고서(2026.11.01.~2026.11.02.)"\n\n${text}`, { isHeading });
    expect(table.preamble).toEqual([
      { line: 1, cells: ['캠페인 보고서(2026.11.01.~2026.11.02.)'] },
    ]);
    expect([table.headingLine, table.rows[0]?.line]).toEqual([3, 4]);
  });

  it('says which line opens a quote that never closes', async () => {
    const endless = `h1,h2\nok,1\n"open,2\n${'x,y\n'.repeat(2_000_000)}`;
    expect(await refusal('h1,h2\nok,1\n"open,2\nx,3\n')).toContain('Line 3');
    expect(await refusal(endless)).toContain('Line 3');
  });

  it('says what it saw when there is no heading line, or nothing at all', async () => {
    const message = await refusal('x,y\n1,2\n', { isHeading, expects: 'a day' });
    expect(message).toContain('expected a day');
    expect(message).toContain('x | y');
    expect(await refusal('')).toContain('empty');
  });

  it('reads the rows again from the start and lets a reader stop early', async () => {
    const table = await openTable(file(`h,i\n${'a,1\n'.repeat(100_000)}`));
    for await (const row of table.rows) {
      expect(row.line).toBe(2);
      break;
    }
    let count = 0;
    for await (const _ of table.rows) count++;
    expect(count).toBe(100_000);
  });
});

describe('workbooks', () => {
  const rows = [
    ['캠페인 이름', '일', '지출 금액 (KRW)', '빈칸', 'ID'],
    ['손크림', { v: '46327', s: 1 }, { v: '0.10000000000000001' }, '', { v: '120210000000000101' }],
    ['', { v: '46328.5', s: 2 }, { v: '1.2E+5' }, '', '9007199254740993'],
  ];

  it('reads shared texts, day cells and numbers as Excel shows them', async () => {
    const table = await read(workbook({ sheets: [{ name: 'Raw Data Report', rows }] }));
    expect([table.encoding, table.sheet]).toEqual(['xlsx', 'Raw Data Report']);
    expect(table.headings).toEqual(rows[0]);
    expect(table.rows).toEqual([
      { line: 2, cells: ['손크림', '2026-11-01', '0.100000000000000', '', '120210000000000101'] },
      { line: 3, cells: ['', '2026-11-02', '120000', '', '9007199254740993'] },
    ]);
  });

  it('takes the first visible sheet that has the headings', async () => {
    const sheets = [
      { name: 'hidden', rows, state: 'hidden' },
      { name: 'notes', rows: [['read me']] },
      { name: 'data', rows },
    ];
    expect((await read(workbook({ sheets }), { isHeading })).sheet).toBe('data');
  });

  it('knows the 1904 calendar', async () => {
    const sheets = [{ name: 's', rows: [['h'], [{ v: '44865', s: 1 }]] }];
    expect((await read(workbook({ sheets, date1904: true }))).rows[0]?.cells).toEqual([
      '2026-11-01',
    ]);
  });

  it('refuses what only looks like a workbook', async () => {
    expect(await refusal(zip({ 'a.csv': 'a,b' }))).toContain('not an Excel workbook');
    expect(await refusal(workbook({ sheets: [{ name: 's', rows }] }).subarray(0, 900))).toContain(
      'cut off',
    );
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toContain('old Excel file');
    expect(await refusal('<html><table><tr><td>1</td></tr></table></html>')).toContain('web page');
    expect(await refusal('%PDF-1.7')).toContain('PDF');
    const broken = workbook({
      sheets: [{ name: 's', rows }],
      parts: { 'xl/worksheets/sheet1.xml': '<worksheet><row>' },
    });
    expect(await refusal(broken)).toContain('well-formed');
  });

  it('stops unpacking a bomb', async () => {
    const bomb = zip({ 'xl/workbook.xml': Buffer.alloc(20 * 1024 * 1024, ' ') });
    expect(bomb.length).toBeLessThan(50_000);
    expect(await refusal(bomb)).toContain('unpacks to more than 16 MiB');
  });
});
