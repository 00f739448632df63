import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { install } from './install.mjs';
import { fail } from './progress.mjs';
import { capture } from './run.mjs';
import { root } from './workspace.mjs';

/** The file behind a package's command, so that no shell is needed on any system. */
function binary(packageName, command = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

const tsx = (entry) => ['--import', 'tsx', entry, '--check'];
const tsc = (project) => {
  const record = `tmp/${project.replaceAll(/[/.]/g, '-')}.tsbuildinfo`;
  const flags = ['--noEmit', '--incremental', '--tsBuildInfoFile', record];
  return [binary('typescript', 'tsc'), '-p', project, ...flags];
};

// The longest first: the whole then takes about as long as half of the sum on two cores.
const steps = () => [
  { name: 'types', commands: [tsc('tsconfig.json')] },
  {
    name: 'types of the web app',
    commands: [[binary('next'), 'typegen', 'apps/web'], tsc('apps/web/tsconfig.json')],
  },
  { name: 'dead code (knip)', commands: [[binary('knip')]] },
  { name: 'database schema', commands: [tsx('packages/db/src/schema-dump/main.ts')] },
  { name: 'OpenAPI document', commands: [tsx('packages/api/src/openapi/main.ts')] },
  {
    name: 'architecture',
    commands: [[binary('vitest'), 'run', 'tools/architecture.test.ts', '--project', 'process']],
  },
  { name: 'lint (oxlint)', commands: [[binary('oxlint')]] },
  {
    name: 'format (biome)',
    commands: [[binary('@biomejs/biome', 'biome'), 'format', '--reporter=summary', '.']],
  },
  { name: 'paths in documents', commands: [['tools/docs-paths.mjs']] },
];

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
// The schema is checked against the embedded engine, whatever database the shell points at.
for (const name of ['DATABASE_URL', 'TEST_DATABASE_URL', 'REDIS_URL']) delete env[name];

async function runStep({ name, commands }) {
  const startedAt = performance.now();
  let output = '';
  let code = 0;
  for (const args of commands) {
    const result = await capture(process.execPath, args, { env });
    output += result.output;
    code = result.code;
    if (code !== 0) break;
  }
  return { name, code, output, seconds: (performance.now() - startedAt) / 1000 };
}

async function runAll(list, workers) {
  const waiting = [...list];
  const results = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      results.push(await runStep(next));
  };
  await Promise.all(Array.from({ length: workers }, work));
  return list.map(({ name }) => results.find((result) => result.name === name));
}

function report(results, totalSeconds) {
  for (const { name, code, output } of results.filter((result) => result.code !== 0)) {
    process.stdout.write(`\n── ${name}: exit code ${code} ──\n${output.trimEnd()}\n`);
  }
  process.stdout.write('\n');
  for (const { name, code, seconds } of results) {
    const mark = code === 0 ? 'ok    ' : 'FAILED';
    process.stdout.write(`${mark}  ${seconds.toFixed(1).padStart(5)} s  ${name}\n`);
  }
  const failed = results.filter(({ code }) => code !== 0).length;
  const verdict = failed === 0 ? 'everything holds' : `${failed} of ${results.length} steps failed`;
  process.stdout.write(`        ${totalSeconds.toFixed(1).padStart(5)} s  ${verdict}\n`);
  return failed;
}

try {
  await install();
  const startedAt = performance.now();
  const wanted = process.argv.slice(2);
  const chosen = steps().filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  const results = await runAll(chosen, Math.max(2, Math.min(4, availableParallelism())));
  process.exitCode = report(results, (performance.now() - startedAt) / 1000) > 0 ? 1 : 0;
} catch (error) {
  fail(error);
}
