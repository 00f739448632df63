import { isCode, isTest, type SourceFile } from './source-tree.ts';
import {
  calleeName,
  findInCode,
  importsOf,
  memberName,
  readsClockByDate,
  takesApartProcess,
} from './syntax.ts';

const MAY_READ_ENV = [
  /^apps\/[^/]+\/src\/config\.ts$/,
  /^(tools|bench)\//,
  /^packages\/testkit\//,
  /^packages\/db\/src\/testing(\.ts$|\/)/,
  /^vitest\.config\.ts$/,
];

const at = (file: SourceFile, { line, what }: { line: number; what: string }): string =>
  `${file.path}:${line} ${what}`;

const namesProcessEnv = (file: SourceFile): string[] =>
  findInCode(file, (node) =>
    memberName(node) === 'process.env' || takesApartProcess(node) ? 'reads process.env' : undefined,
  ).map((finding) => at(file, finding));

const importsEnv = (file: SourceFile): string[] =>
  importsOf(file).some((name) => name === 'node:process' || name === 'process') &&
  /\benv\b/.test(file.text)
    ? [`${file.path} imports env from node:process`]
    : [];

/** Reads of the environment outside the config files of the apps. */
export const environmentReads = (files: readonly SourceFile[]): string[] =>
  files
    .filter((file) => isCode(file) && !isTest(file))
    .filter(({ path }) => !MAY_READ_ENV.some((allowed) => allowed.test(path)))
    .flatMap((file) => [...namesProcessEnv(file), ...importsEnv(file)]);

const IMPURE_CALLS = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'fetch',
  'setTimeout',
  'setInterval',
]);

/** Clock, randomness and I/O in core's product code. */
export const impureCore = (files: readonly SourceFile[]): string[] =>
  files
    .filter((file) => file.path.startsWith('packages/core/src/') && isCode(file) && !isTest(file))
    .flatMap((file) =>
      findInCode(file, (node) => {
        if (readsClockByDate(node)) return 'new Date() reads the clock';
        const name = calleeName(node);
        return name !== undefined && IMPURE_CALLS.has(name) ? `calls ${name}` : undefined;
      }).map((finding) => at(file, finding)),
    );

const NEAR_MONEY = /^packages\/(core|engine|platforms|db)\//;
const FLOAT_PARSERS = new Set(['parseFloat', 'Number.parseFloat']);

/** parseFloat in the packages that handle money. */
export const floatParsing = (files: readonly SourceFile[]): string[] =>
  files
    .filter((file) => NEAR_MONEY.test(file.path) && isCode(file) && !isTest(file))
    .flatMap((file) =>
      findInCode(file, (node) => {
        const name = calleeName(node);
        return name !== undefined && FLOAT_PARSERS.has(name)
          ? `calls ${name}; amounts are exact decimals`
          : undefined;
      }).map((finding) => at(file, finding)),
    );

const SKIPS = /^(it|test|describe|suite)\.(skip|todo|only|fails)$/;

/** Tests that are switched off, or that switch the others off. */
export const skippedTests = (files: readonly SourceFile[]): string[] =>
  files
    .filter((file) => isCode(file) && isTest(file))
    .flatMap((file) =>
      findInCode(file, (node) => {
        const name = memberName(node);
        return name !== undefined && SKIPS.test(name) ? `uses ${name}` : undefined;
      }).map((finding) => at(file, finding)),
    );
