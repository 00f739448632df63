import { install } from './install.mjs';
import { fail } from './progress.mjs';
import { foreground } from './run.mjs';

try {
  await install();
  const flags = ['--expose-gc', '--import', 'tsx'];
  const args = [...flags, 'bench/src/main.ts', ...process.argv.slice(2)];
  process.exitCode = await foreground(process.execPath, args);
} catch (error) {
  fail(error);
}
