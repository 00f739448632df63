import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { wantedBrowserTests } from './test.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const files = [join(root, 'apps/web/src/home.browser.test.ts')];

describe('wantedBrowserTests', () => {
  it.each([[[]], [['apps/web']], [['home']], [['-t', 'sign in']], [['--project', 'browser']]])(
    'runs the browser for %j',
    (args: string[]) => {
      expect(wantedBrowserTests(args, files)).toEqual(files);
    },
  );

  it.each([
    [['packages/core']],
    [['--project=unit']],
    [['packages/core/src/money.test.ts:12']],
    [['apps/server', '-t', 'home']],
  ])('leaves the browser out for %j', (args: string[]) => {
    expect(wantedBrowserTests(args, files)).toEqual([]);
  });
});
