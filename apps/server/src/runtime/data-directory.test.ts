import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { EXIT } from '../exit-codes.ts';
import { unusableDataDir, useDataDir } from './data-directory.ts';

const folder = mkdtempSync(join(tmpdir(), 'commerce-dir-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is made where it is missing, for its owner alone', () => {
  const dir = join(folder, 'a', 'b');
  expect(unusableDataDir(dir)).toBeNull();
  expect(statSync(dir, { throwIfNoEntry: false })).toBeUndefined();
  useDataDir(dir);
  useDataDir(dir);
  expect(statSync(dir).mode & 0o777).toBe(0o700);
});

it.runIf(existsSync('/proc/self'))('that nobody may make is refused, and not tried forever', () => {
  expect(() => useDataDir('/proc/nothing/below')).toThrow(
    expect.objectContaining({ exitCode: EXIT.usage }),
  );
});

it.each([
  ['a file', 'file', 'it is a file'],
  ['below a file', 'file/below', 'a part of its path is a file'],
])('that is %s is refused with what to do', (_, path, why) => {
  writeFileSync(join(folder, 'file'), '');
  const dir = join(folder, path);
  expect(unusableDataDir(dir)).toBe(why);
  expect(() => useDataDir(dir)).toThrow(
    expect.objectContaining({
      exitCode: EXIT.usage,
      message: expect.stringMatching(`${dir} cannot be used: ${why}[\\s\\S]*COMMERCE_DATA_DIR`),
    }),
  );
});
