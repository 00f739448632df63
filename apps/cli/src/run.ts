import { CommanderError } from 'commander';
import { commandMaker } from './command.ts';
import { CommandError } from './command-error.ts';
import { plainOutputWanted } from './config.ts';
import { describeError } from './describe-error.ts';
import { CLI_EXIT, type ExitCode } from './exit-codes.ts';
import { createOutput } from './output/output.ts';
import { createProgram } from './program.ts';

const SERVERS = new Set(['start', 'web', 'worker', 'bot']);

/** Whether the command line starts a server, which answers signals itself and runs until one comes. */
export const startsServer = ([name = '']: readonly string[]): boolean => SERVERS.has(name);

/** Runs one command line. @returns the code to exit with */
export async function run(args: readonly string[]): Promise<number> {
  const out = createOutput({ json: args.includes('--json'), plain: plainOutputWanted() });
  const interrupt = new AbortController();
  const release = startsServer(args) ? () => {} : onInterrupt(interrupt, out.note);
  let exitCode: ExitCode = CLI_EXIT.ok;
  const maker = commandMaker(interrupt.signal, (code) => {
    exitCode = code;
  });
  try {
    await createProgram(maker).parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return CLI_EXIT.ok;
    const description = describeError(wordsFor(error, interrupt.signal));
    out.fail(description, args.includes('--verbose') ? stackOf(error) : null);
    return description.exitCode;
  } finally {
    release();
  }
}

/** The first Ctrl-C asks the command to stop at the next good place, the second ends it. */
function onInterrupt(interrupt: AbortController, note: (line: string) => void): () => void {
  const onSignal = () => {
    if (interrupt.signal.aborted) process.exit(CLI_EXIT.forced);
    note('Stopping at the next good place; press Ctrl-C again to force.');
    interrupt.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}

function wordsFor(error: unknown, signal: AbortSignal): unknown {
  const aborted = signal.aborted && error instanceof Error && error.name === 'AbortError';
  if (!aborted) return error;
  const words = 'Interrupted. What was finished before is kept';
  return new CommandError('interrupted', words, CLI_EXIT.forced, { cause: error });
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
