import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { findChromium } from './tools/chromium.mjs';

const testkitSetup = 'packages/testkit/src/global-setup.ts';
const globalSetup = existsSync(new URL(testkitSetup, import.meta.url)) ? [testkitSetup] : [];

const exclude = ['**/node_modules/**', '**/.next/**', '**/dist/**'];
const browserTests = '**/*.browser.test.ts';
const processTests = ['packages/**/*.process.test.ts', 'packages/**/*crash*.test.ts'];

/** The longest first, so that no worker is left alone with one at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project }: TestSpecification) =>
      ['browser', 'process', 'unit'].indexOf(project.name);
    return (await super.sort(files)).sort((one, other) => place(one) - place(other));
  }
}

// Not `extends: true`: every project would then run the global setup again.
const project = {
  environment: 'node',
  pool: 'forks',
  // Long enough on a busy machine; what comes at all mostly comes at once.
  expect: { poll: { timeout: 20_000 } },
} as const;

export default defineConfig({
  test: {
    pool: 'forks',
    // Two cores: a third worker only makes the crash and timing tests slower.
    maxWorkers: 2,
    globalSetup,
    sequence: { sequencer: LongestFirst },
    dangerouslyIgnoreUnhandledErrors: false,
    projects: [
      {
        test: {
          ...project,
          name: 'unit',
          // No test replaces a module, so files may share what they import: half the time is gone with it.
          isolate: false,
          include: ['packages/**/*.test.ts', 'apps/web/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'],
          exclude: [...exclude, ...processTests, browserTests],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...project,
          name: 'process',
          include: ['apps/{server,cli}/**/*.test.ts', 'tools/**/*.test.ts', ...processTests],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 90_000,
        },
      },
      {
        test: {
          ...project,
          name: 'browser',
          include: [`apps/web/${browserTests}`],
          exclude,
          testTimeout: 90_000,
          hookTimeout: 180_000,
          env: { CHROMIUM_PATH: findChromium() ?? '' },
        },
      },
    ],
  },
});
