import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { capture } from './run.mjs';

const run = fileURLToPath(new URL('run.mjs', import.meta.url));

/** A process that runs `script` through `foreground`, as `npm start` does. */
const wrapper = (script: string): string[] => [
  '--input-type=module',
  '-e',
  `import { foreground } from ${JSON.stringify(run)};
   process.exitCode = await foreground(process.execPath, ["-e", ${JSON.stringify(script)}]);`,
];

async function signalled(script: string, signal: NodeJS.Signals): Promise<[number, string]> {
  const child = spawn(process.execPath, wrapper(script), { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const first = output === '';
    output += text;
    if (first) child.kill(signal);
  });
  const code = await new Promise<number>((resolve) => {
    child.once('close', (status) => resolve(status ?? -1));
  });
  return [code, output];
}

const graceful = (code: number): string =>
  `for (const name of ["SIGINT", "SIGTERM"]) {
     process.on(name, () => { console.log("stopped by " + name); process.exit(${code}); });
   }
   console.log("ready");
   setTimeout(() => {}, 60_000);`;

const deaf = `console.log("ready"); setTimeout(() => {}, 60_000);`;

describe('foreground', () => {
  it('keeps the exit code', async () => {
    const { code } = await capture(process.execPath, wrapper('process.exit(7)'));
    expect(code).toBe(7);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on, once', async (signal) => {
    expect(await signalled(graceful(0), signal)).toEqual([0, `ready\nstopped by ${signal}\n`]);
  });

  it('keeps the code of a shutdown that failed', async () => {
    expect((await signalled(graceful(3), 'SIGTERM'))[0]).toBe(3);
  });

  it('takes an interruption of a child without a handler as a wanted stop', async () => {
    expect((await signalled(deaf, 'SIGINT'))[0]).toBe(0);
    expect((await signalled(deaf, 'SIGTERM'))[0]).toBe(143);
  });
});
