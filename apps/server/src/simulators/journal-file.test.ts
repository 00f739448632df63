import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { appendJournal, openJournal } from './journal-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'commerce-journal-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it('keeps every change, and leaves out one whose writing was cut off', () => {
  const file = join(dir, 'journal.jsonl');
  expect(openJournal(file)).toEqual([]);
  const actor = { id: '1', name: '김', application: 'Ads Manager' };
  const entries = ['PAUSED', 'ACTIVE'].map((status) => ({
    at: '2026-11-20T03:00:00.000Z',
    id: '12',
    change: { status },
    actor,
  }));
  for (const entry of entries) appendJournal(file, entry);
  appendFileSync(file, '{"at":"2026-11-20T04:');
  expect(openJournal(file)).toEqual(entries);
  appendJournal(file, entries[0]!);
  expect(openJournal(file)).toEqual([...entries, entries[0]]);
});
