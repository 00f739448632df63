import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandError } from '../command-error.ts';
import { CLI_EXIT } from '../exit-codes.ts';

/** Whether somebody sits there who can answer. */
export const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Asks a person on stderr and returns the answer, trimmed. `hidden`: what is typed is not shown. */
export async function ask(question: string, options: { hidden?: boolean } = {}): Promise<string> {
  let silent = false;
  const output = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      if (!silent) process.stderr.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  const closed = new Promise<never>((_resolve, reject) => {
    lines.once('SIGINT', () => reject(interrupted()));
    lines.once('close', () => reject(interrupted()));
  });
  try {
    const answer = lines.question(question);
    silent = options.hidden ?? false;
    return (await Promise.race([answer, closed])).trim();
  } finally {
    closed.catch(() => {});
    lines.close();
    if (silent) process.stderr.write('\n');
  }
}

const interrupted = () =>
  new CommandError('interrupted', 'Interrupted; nothing was changed', CLI_EXIT.forced);

/** @throws CommandError when the person says no */
export async function confirm(question: string, nothingDone: string): Promise<void> {
  const answer = await ask(`${question} [y/N] `);
  if (/^(y|yes|ㅛ|네|예)$/i.test(answer)) return;
  throw new CommandError('declined', nothingDone, CLI_EXIT.failed);
}
