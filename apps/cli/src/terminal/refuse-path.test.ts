import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CLI_EXIT } from '../exit-codes.ts';
import { refuseUnreadable, refuseUnwritable } from './refuse-path.ts';

const folder = mkdtempSync(join(tmpdir(), 'commerce-path-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const refused = (words: string) =>
  expect.objectContaining({
    exitCode: CLI_EXIT.badData,
    message: expect.stringMatching(`${words}[\\s\\S]*Nothing was changed`),
  });

it('reads files that are there', () => {
  const file = join(folder, 'one');
  writeFileSync(file, '');
  expect(() => refuseUnreadable(file)).not.toThrow();
  expect(() => refuseUnreadable(join(folder, 'none'))).toThrow(refused('not there'));
  expect(() => refuseUnreadable(folder)).toThrow(refused('is no file'));
});

it('writes files into folders that are there', () => {
  expect(() => refuseUnwritable(join(folder, 'new'))).not.toThrow();
  expect(() => refuseUnwritable(folder)).toThrow(refused('is a folder'));
  expect(() => refuseUnwritable(join(folder, 'none', 'new'))).toThrow(refused('no folder'));
});
