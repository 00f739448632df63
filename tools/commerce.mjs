import { programArgs } from './build-programs.mjs';
import { install } from './install.mjs';
import { fail } from './progress.mjs';
import { foreground } from './run.mjs';

try {
  await install();
  const args = [...(await programArgs('commerce')), ...process.argv.slice(2)];
  process.exitCode = await foreground(process.execPath, args);
} catch (error) {
  fail(error);
}
