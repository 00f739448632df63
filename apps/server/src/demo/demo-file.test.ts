import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { demoIsTold, forgetDemo, keepDemo, readDemo, storyIsOpen } from './demo-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'commerce-demo-file-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const demo = { seed: 'demo', bornAt: '2026-11-20T03:00:00.000Z', historyDays: 30 };

it('knows until when the story of a demo is followed', () => {
  expect(storyIsOpen(dir)).toBe(false);
  expect(keepDemo(dir, demo)).toMatchObject({ ...demo, told: false });
  expect(storyIsOpen(dir)).toBe(true);
  demoIsTold(dir);
  expect(storyIsOpen(dir)).toBe(false);
  expect(keepDemo(dir, { ...demo, historyDays: 90 })).toEqual(readDemo(dir));
  expect(readDemo(dir)).toMatchObject({ ...demo, told: true });
  forgetDemo(dir);
  demoIsTold(dir);
  expect(readDemo(dir)).toBeNull();
});

it('takes a demo of an earlier version, which says nothing of it, as one nobody waits for', () => {
  writeFileSync(join(dir, 'demo.json'), JSON.stringify(demo));
  expect(readDemo(dir)).not.toHaveProperty('told');
  expect(storyIsOpen(dir)).toBe(false);
});
