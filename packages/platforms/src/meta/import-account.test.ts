import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accounts } from './import-account.ts';

const HEAD = 'Campaign name,Day,Amount spent (KRW),Impressions';

async function stated(...lines: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'meta-account-'));
  try {
    const path = join(folder, 'export.csv');
    writeFileSync(path, lines.join('\n'));
    return await accounts.stated({
      path,
      fileName: 'export.csv',
      currency: null,
      timezone: 'Asia/Seoul',
      options: {},
      scratchDir: folder,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the account of an Ads Manager export', () => {
  it.each([
    [`${HEAD},Account ID,Account name`, 'A,2026-11-01,5,1,990010001,Seoul', '990010001', 'Seoul'],
    [`${HEAD},계정 ID`, 'A,2026-11-01,5,1,act_990010001', '990010001', null],
    [`${HEAD},계정 이름`, 'A,2026-11-01,5,1,서울 광고', null, '서울 광고'],
    [`계정 이름,${HEAD}`, '합계,,,5,1\n서울,A,2026-11-01,5,1', null, '서울'],
  ])('is what its columns say: %s', async (head, row, id, name) => {
    expect(await stated(head, row)).toEqual({ id, name });
  });

  it('is not known without such a column, or where it is empty', async () => {
    expect(await stated(HEAD, 'A,2026-11-01,5,1')).toBeNull();
    expect(await stated(`${HEAD},Account ID`, 'A,2026-11-01,5,1,')).toBeNull();
  });

  it('is refused when a spreadsheet program rounded it', async () => {
    const rows = [`${HEAD},Account ID`, 'A,2026-11-01,5,1,9.9E+14'];
    await expect(stated(...rows)).rejects.toMatchObject({
      code: 'invalid_file',
      message: expect.stringMatching(/^Line 2: "9.9E\+14"/),
    });
  });

  it('is written as the API writes it, however the operator does', () => {
    expect(accounts.idOf(' act_990010001 ')).toBe('990010001');
  });
});
