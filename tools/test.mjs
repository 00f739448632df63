import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { programArgs } from './build-programs.mjs';
import { buildWeb } from './build-web.mjs';
import { findChromium } from './chromium.mjs';
import { install } from './install.mjs';
import { fail } from './progress.mjs';
import { foreground } from './run.mjs';
import { inRepository, isMain, root } from './workspace.mjs';

const TAKES_VALUE =
  /^(--project|--testNamePattern|-t|--reporter|--config|-c|--shard|--maxWorkers)$/;

function browserTests() {
  const web = join(root, 'apps', 'web');
  if (!inRepository('apps/web')) return [];
  return readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.browser.test.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter(
      (path) => !path.includes(`${sep}node_modules${sep}`) && !path.includes(`${sep}.next${sep}`),
    );
}

/** The browser test files that vitest would run for these command line arguments. */
export function wantedBrowserTests(args, files) {
  const projects = args.flatMap((arg, at) => {
    if (arg.startsWith('--project=')) return [arg.slice('--project='.length)];
    return arg === '--project' && args[at + 1] !== undefined ? [args[at + 1]] : [];
  });
  if (projects.length > 0 && !projects.includes('browser')) return [];
  const filters = args.filter(
    (arg, at) => !arg.startsWith('-') && !TAKES_VALUE.test(args[at - 1] ?? ''),
  );
  if (filters.length === 0) return files;
  return files.filter((file) =>
    filters.some((filter) => {
      const [path] = filter.split(/:\d+$/);
      return file.split(sep).join('/').includes(path) || file.startsWith(resolve(root, path));
    }),
  );
}

function framed(lines) {
  const width = Math.max(...lines.map((line) => line.length));
  const bar = '#'.repeat(width + 6);
  return [bar, ...lines.map((line) => `## ${line.padEnd(width)} ##`), bar].join('\n');
}

const missingBrowserNotice = (count) =>
  framed([
    'BROWSER TESTS DID NOT RUN',
    '',
    process.env.CHROMIUM_PATH
      ? 'CHROMIUM_PATH is set, but nothing there can be executed.'
      : 'No Chromium, Chrome or Edge was found on this machine.',
    `${count} test file(s) of the web app were left out; everything else ran.`,
    'Install Chromium, or set CHROMIUM_PATH to a browser, and run npm test again.',
  ]);

function readCounts(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function testEnvironment(chromium, countsFile) {
  const env = { ...process.env, COMMERCE_TEST_COUNTS: countsFile, NEXT_TELEMETRY_DISABLED: '1' };
  // Tests make their own databases; the operator's real one must not be within their reach.
  delete env.DATABASE_URL;
  if (chromium) env.CHROMIUM_PATH = chromium;
  return env;
}

async function runVitest(args, chromium, skipBrowser) {
  const folder = mkdtempSync(join(tmpdir(), 'commerce-test-'));
  const countsFile = join(folder, 'counts.json');
  try {
    const packageFile = createRequire(join(root, 'package.json')).resolve('vitest/package.json');
    const watching = args.some((arg) => arg === '--watch' || arg === '-w');
    const code = await foreground(
      process.execPath,
      [
        join(dirname(packageFile), 'vitest.mjs'),
        ...(watching ? [] : ['run']),
        ...args,
        ...(skipBrowser ? ['--project', '!browser'] : []),
        ...(args.some((arg) => arg.startsWith('--reporter')) ? [] : ['--reporter=default']),
        `--reporter=${join(root, 'tools', 'count-reporter.mjs')}`,
      ],
      { env: testEnvironment(chromium, countsFile) },
    );
    return { code, counts: readCounts(countsFile) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(args) {
  await install();
  await programArgs('commerce');
  const browserFiles = wantedBrowserTests(args, browserTests());
  const chromium = findChromium();
  const browserWanted = browserFiles.length > 0;
  if (browserWanted && chromium) await buildWeb();
  const browserLeftOut = browserWanted && !chromium;

  const { code, counts } = await runVitest(args, chromium, browserLeftOut);
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const failedWithoutBrowser = browserLeftOut && /^(true|1)$/.test(process.env.CI ?? '') ? 1 : 0;
  let allFailed = failed + failedWithoutBrowser;
  if (code !== 0 && allFailed === 0) allFailed = 1;

  if (browserLeftOut) {
    process.stdout.write(`\n${missingBrowserNotice(browserFiles.length)}\n`);
    if (failedWithoutBrowser) process.stdout.write('With CI=true that is a failure.\n');
  }
  const skippedPart = skipped > 0 ? `, ${skipped} skipped` : '';
  process.stdout.write(`\n${passed} passed, ${allFailed} failed${skippedPart}\n`);
  process.exitCode = code !== 0 ? code : allFailed > 0 ? 1 : 0;
}

if (isMain(import.meta.url)) {
  await main(process.argv.slice(2)).catch(fail);
}
