import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@commerce/core';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { workbook } from './fixtures/workbook.ts';
import { openTable } from './open-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'hopeless-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'file');

/** Whatever the bytes are, either rows of texts come out or one clear refusal. */
async function readsOrRefuses(bytes: Uint8Array): Promise<void> {
  writeFileSync(path, bytes);
  try {
    const table = await openTable(path);
    let last = table.headingLine;
    for await (const { line, cells } of table.rows) {
      expect(line).toBeGreaterThan(last);
      expect(cells.every((cell) => typeof cell === 'string')).toBe(true);
      last = line;
    }
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('invalid_file');
  }
}

describe('files nobody meant to be tables', () => {
  it('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), (bytes) => readsOrRefuses(bytes)),
      { numRuns: 150 },
    );
  });

  it('random text with quotes, separators and line ends', async () => {
    const char = fc.constantFrom('"', ',', '\t', ';', '\n', '\r', 'a', '1', '한', ' ', '\ufeff');
    const text = fc.string({ unit: char, maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(text, (content) => readsOrRefuses(Buffer.from(content))),
      { numRuns: 200 },
    );
  });

  it('a table whose lines were put into one cell each, which is said', async () => {
    writeFileSync(path, 'Day,Campaign,Spend,Clicks;\n"2026-11-01,A,""1"",2";\n');
    const isHeading = (cells: string[]) => cells.includes('Day');
    await expect(openTable(path, { isHeading })).rejects.toThrow(/All of it stands in one cell/);
    writeFileSync(path, 'Tag;Kampagne;Kosten\n2026-11-01;A;1\n');
    await expect(openTable(path, { isHeading })).rejects.not.toThrow(/one cell/);
  });

  it('workbooks with damaged bytes or a missing end', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => [`name ${i}`, { v: String(i) }, '한글']);
    const whole = workbook({ sheets: [{ name: 's', rows }] });
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), fc.boolean(), async (bytes, end, cut) => {
        const broken = Buffer.from(whole);
        for (const [at, value] of bytes) broken[at] = value;
        await readsOrRefuses(cut ? broken.subarray(0, end) : broken);
      }),
      { numRuns: 250 },
    );
  });
});
