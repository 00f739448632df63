import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { engineStopped } from './stopped-error.ts';

it('says that a full disk stopped the engine, and what to do', () => {
  const full = engineStopped('/data/pgdata', 'Aborted()', 13_600_000);
  expect(full.message).toMatch(/disk of \/data\/pgdata is full: 13 MB are free.*Free space/);
  expect(full.message).not.toContain('Aborted');
});

it('names the reason where there is room, or nobody can say', () => {
  expect(engineStopped('/data/pgdata', 'Aborted()', 1e9).message).toContain('stopped (Aborted())');
  expect(engineStopped('/nowhere/pgdata', 'Aborted()').message).toContain('stopped (Aborted())');
  expect(engineStopped(tmpdir(), 'Aborted()').name).toBe('EngineStoppedError');
});
