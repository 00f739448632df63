import { describe, expect, it } from 'vitest';
import { brokenNames } from './docs-paths.mjs';

const there = new Set(['packages/core/src', 'README.md', 'docs/METRICS.md', 'tools/test.mjs']);
const broken = (text: string, path = 'AGENTS.md'): string[] =>
  brokenNames({ path, text }, (name) => there.has(name), ['verify', 'test', 'start']);

describe('brokenNames', () => {
  it('passes paths, links and scripts that exist', () => {
    const text = [
      'See `packages/core/src/`, `README.md` and `tools/test.mjs:12`.',
      'Run `npm run verify`, then `npm test`.',
      '[metrics](docs/METRICS.md#roas), [home](https://example.com/none.md)',
    ].join('\n');
    expect(broken(text)).toEqual([]);
  });

  it('names the line of a path that does not exist', () => {
    expect(broken('fine\n`packages/core/gone.ts`')).toEqual([
      'AGENTS.md:2 names packages/core/gone.ts, which does not exist',
    ]);
    expect(broken('`MISSING.md`')).toHaveLength(1);
    expect(broken('[gone](docs/GONE.md)')).toHaveLength(1);
  });

  it('names scripts that package.json does not have', () => {
    expect(broken('`npm run fly`')).toEqual([
      'AGENTS.md:1 names npm script "fly", which package.json does not have',
    ]);
  });

  it('reads links of docs/ from their own folder', () => {
    expect(broken('[metrics](METRICS.md) [door](../README.md)', 'docs/OPERATIONS.md')).toEqual([]);
    expect(broken('[gone](METRIX.md)', 'docs/OPERATIONS.md')).toHaveLength(1);
  });

  it('leaves routes, globs and package names alone', () => {
    expect(broken('`/api/shops`, `packages/*/src`, `@commerce/db`, `YYYY-MM-DD`')).toEqual([]);
  });
});
