import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { withLock } from './lock.mjs';
import { fail, OperatorError, step } from './progress.mjs';
import { capture } from './run.mjs';
import { inRepository, isMain, root } from './workspace.mjs';

const web = join(root, 'apps', 'web');
const stampFile = join(web, '.next', 'commerce-build');

const INPUTS = [
  'apps/web',
  'packages/api/package.json',
  'packages/api/src/cards',
  'packages/api/src/client',
  'packages/api/src/contract',
  'packages/core/package.json',
  'packages/core/src',
  'package-lock.json',
  'tsconfig.base.json',
];

// Written by Next itself, or never part of what it builds.
const IGNORED = /^(node_modules|\.next|next-env\.d\.ts|.*\.tsbuildinfo|.*\.test\.tsx?|test)$/;

function* filesBelow(path) {
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (!IGNORED.test(name)) yield* filesBelow(join(path, name));
  }
}

function inputsHash() {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const input of INPUTS.filter(inRepository)) {
    for (const file of filesBelow(join(root, input))) {
      hash.update(`\0${relative(root, file).split(sep).join('/')}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function lastBuild() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

async function nextBuild() {
  const next = createRequire(join(web, 'package.json')).resolve('next/dist/bin/next');
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
  };
  const { code, output } = await capture(process.execPath, [next, 'build'], { cwd: web, env });
  if (code === 0) return;
  throw new OperatorError(
    `${output.trimEnd()}\n\nThe web app could not be built (next build, exit code ${code}). ` +
      'Your data was not touched. Mend what the lines above name, then run the same command again; ' +
      'it builds from the start.',
  );
}

/** True when the last successful web build was made from exactly the present sources. */
export const isWebBuilt = () => lastBuild() === inputsHash();

/** Builds apps/web when its sources changed since the last successful build. Safe to call twice. */
export async function buildWeb() {
  if (isWebBuilt()) return;
  await withLock('build-web', async () => {
    const hash = inputsHash();
    if (lastBuild() === hash) return;
    rmSync(stampFile, { force: true });
    await step('Building the web app', nextBuild);
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, hash);
  });
}

if (isMain(import.meta.url)) {
  await buildWeb().catch(fail);
}
