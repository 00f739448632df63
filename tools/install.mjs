import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withLock } from './lock.mjs';
import { fail, OperatorError, step } from './progress.mjs';
import { capture } from './run.mjs';
import { inRepository, isMain, root } from './workspace.mjs';

const MINIMUM = [20, 19];
const lockfile = join(root, 'package-lock.json');
const installedRecord = join(root, 'node_modules', '.package-lock.json');
const stampFile = join(root, 'node_modules', '.commerce-install');

/** Throws a clear message when `version` ("20.19.0") is older than the project needs. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  throw new OperatorError(
    `Commerce needs Node ${MINIMUM.join('.')} or newer; this is Node ${version}. ` +
      'Nothing was changed. Install a current Node from https://nodejs.org and run the command again.',
  );
}

const readIfThere = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
};

/** Changes whenever the lockfile does, or npm's own record of what it installed. */
const expectedStamp = (record) =>
  createHash('sha256')
    .update(readFileSync(lockfile))
    .update(record)
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest('hex');

/**
 * True when every required package of the lockfile is in npm's own record of what it installed,
 * in the same version: an `npm install` done by hand needs no second installation.
 */
export function sameTree(wanted, installed) {
  return Object.entries(wanted.packages ?? {}).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.peer || entry.devOptional) return true;
    const there = installed.packages?.[path];
    return there !== undefined && there.version === entry.version;
  });
}

function isInstalled() {
  const record = readIfThere(installedRecord);
  if (record === null) return false;
  const stamp = expectedStamp(record);
  if (readIfThere(stampFile) === stamp) return true;
  if (!sameTree(JSON.parse(readFileSync(lockfile, 'utf8')), JSON.parse(record))) return false;
  writeFileSync(stampFile, stamp);
  return true;
}

function npmCommand() {
  const runner = process.env.npm_execpath;
  if (runner && basename(runner) === 'npm-cli.js') return [process.execPath, [runner], false];
  return process.platform === 'win32' ? ['npm.cmd', [], true] : ['npm', [], false];
}

/**
 * True when all that `npm ci` misses in the lockfile are optional packages: binaries for other
 * systems, which a registry that does not carry them keeps out of the lockfile.
 */
export function missesOnlyOptional(output, lock) {
  const optional = new Set(
    Object.values(lock.packages ?? {}).flatMap((entry) =>
      Object.keys(entry.optionalDependencies ?? {}),
    ),
  );
  const missing = [...output.matchAll(/Missing: (@?[^@\s]+)@\S* from lock file/g)];
  if (missing.length === 0 || /Invalid: /.test(output)) return false;
  return missing.every(([, name]) => optional.has(name));
}

async function npm(args) {
  const [command, prefix, shell] = npmCommand();
  const flags = ['--include=dev', '--no-audit', '--no-fund'];
  try {
    return await capture(command, [...prefix, ...args, ...flags], { shell });
  } catch (error) {
    return { code: 1, output: String(error) };
  }
}

/** Installs exactly what the lockfile names and leaves the lockfile as it is. */
async function installLocked() {
  let result = await npm(['ci']);
  if (result.code !== 0) {
    const lock = JSON.parse(readFileSync(lockfile, 'utf8'));
    if (missesOnlyOptional(result.output, lock)) result = await npm(['install', '--no-save']);
  }
  if (result.code === 0) return;
  const advice = result.output.includes('EUSAGE')
    ? 'package.json and package-lock.json disagree: run npm install once and commit the result.'
    : 'Check the network, the free disk space and your npm registry setting ' +
      '(npm config get registry), then run the same command again.';
  throw new OperatorError(
    `${result.output.trimEnd()}\n\nThe packages could not be installed (exit code ${result.code}). ` +
      `Your data was not touched. ${advice}`,
  );
}

/** Installs the locked dependencies when they are missing or differ from package-lock.json. */
export async function install() {
  checkNode();
  if (!inRepository('package-lock.json')) {
    throw new OperatorError(
      'package-lock.json is missing, so it is unknown which packages to install. ' +
        'Restore it (git checkout package-lock.json) and run the command again.',
    );
  }
  if (isInstalled()) return;
  await withLock('install', async () => {
    if (isInstalled()) return;
    await step('Installing packages', installLocked);
    writeFileSync(stampFile, expectedStamp(readFileSync(installedRecord)));
  });
}

if (isMain(import.meta.url)) await install().catch(fail);
