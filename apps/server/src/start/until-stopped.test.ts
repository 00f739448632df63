import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../exit-codes.ts';
import { cleanUp, runScript } from '../test/start-process.ts';

/** Something that runs and, when told to stop, takes `closingMs` to end. */
const script = (closingMs: number, death: string | null = null): string[] => [
  '--input-type=module',
  '-e',
  `const { untilStopped } = await import('./apps/server/src/start/until-stopped.ts');
   const line = (text) => console.log(text);
   const progress = { line, step: (_, work) => work() };
   const teardown = { run: () => new Promise((done) => setTimeout(done, ${closingMs})) };
   process.exit(await untilStopped(progress, teardown, async (_, onStopped) => {
     line('up');
     if (${JSON.stringify(death)}) onStopped(new Error(${JSON.stringify(death)}));
   }));`,
];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

afterAll(cleanUp);

describe('a process that is told to stop', () => {
  it('takes a repetition within a second for the same key press', async () => {
    const run = runScript(script(600), {});
    await run.says(/up/);
    for (let i = 0; i < 3; i++) {
      run.child.kill('SIGINT');
      await pause(150);
    }
    expect((await run.ended).code).toBe(EXIT.ok);
    expect(run.output()).toContain('Stopped in');
  });

  it('ends at once on a later second signal', async () => {
    const run = runScript(script(60_000), {});
    await run.says(/up/);
    run.child.kill('SIGINT');
    await pause(1_300);
    run.child.kill('SIGINT');
    expect((await run.ended).code).toBe(EXIT.forced);
  });

  it('ends with a failure when its database dies', async () => {
    const run = runScript(script(0, 'The engine stopped'), {});
    expect((await run.ended).code).toBe(EXIT.failed);
    expect(run.output()).toContain('The engine stopped');
  });
});
