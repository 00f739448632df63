import type { ErrorDescription } from '../describe-error.ts';
import { createProgress, type Progress } from './progress.ts';

/** Where a command says things: results on stdout, everything else on stderr. */
export interface Output {
  readonly json: boolean;
  /** The command's one result: the document for machines, or the lines for people. */
  answer: (data: unknown, lines: readonly string[]) => void;
  /** A line for whoever watches. */
  note: (line: string) => void;
  /** A long step; a bar on a terminal, else a line now and then. */
  progress: (label: string) => Progress;
  fail: (error: ErrorDescription, stack: string | null) => void;
}

export function createOutput(options: { json: boolean; plain: boolean }): Output {
  const { json } = options;
  const moving = process.stderr.isTTY && !options.plain;
  const toStderr = (text: string) => void process.stderr.write(text);
  const toStdout = json ? reserveStdout() : (text: string) => void process.stdout.write(text);
  return {
    json,
    answer(data, lines) {
      if (json) toStdout(`${JSON.stringify({ success: true, data }, null, 2)}\n`);
      else if (lines.length > 0) toStdout(`${lines.join('\n')}\n`);
    },
    note: (line) => toStderr(`${line}\n`),
    progress: (label) => createProgress({ label, moving, write: toStderr }),
    fail({ code, message, details }, stack) {
      const error = { code, message, details };
      if (json) toStdout(`${JSON.stringify({ success: false, error }, null, 2)}\n`);
      toStderr(`${stack ?? sentence(message)}\n`);
    },
  };
}

/** From now on only the returned function reaches stdout; what anything else prints goes to stderr. */
export function reserveStdout(): (text: string) => void {
  reserved ??= process.stdout.write.bind(process.stdout);
  const write = reserved;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return (text) => void write(text);
}

let reserved: typeof process.stdout.write | null = null;

const sentence = (text: string): string => (/[.!?:)]$/.test(text) ? text : `${text}.`);
