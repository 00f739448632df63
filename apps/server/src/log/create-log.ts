import type { JsonObject } from '@commerce/core';
import type { Log } from '@commerce/engine';
import { pino } from 'pino';
import type { LogLevel } from '../config.ts';
import { redact, redactText } from './redact.ts';

export interface ServerLog extends Log {
  debug(fields: JsonObject, message: string): void;
}

type Write = (text: string) => void;

/**
 * A log without secrets in it. `json`: one object a line, for machines; `text`: one readable line.
 * Goes to stderr: stdout is for results.
 */
export function createLog(options: {
  level: LogLevel;
  format: 'json' | 'text';
  write?: Write;
}): ServerLog {
  const write: Write = options.write ?? ((text) => void process.stderr.write(text));
  const destination = {
    write: options.format === 'json' ? write : withoutRepeats(readable, write),
  };
  const logger = pino(
    {
      level: options.level,
      base: options.format === 'json' ? { pid: process.pid } : null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    destination,
  );
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (fields: JsonObject, message: string): void =>
      logger[level](redact(fields), redactText(message));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

const REPEAT_MS = 60_000;
const CLOCK_LENGTH = 'HH:MM:SS '.length;

/**
 * Says the same thing once a minute, with how often it happened since: a full disk would else fill the terminal
 * of whoever is to read what happened.
 */
export function withoutRepeats(
  toText: (line: string) => string,
  write: Write,
  now: () => number = Date.now,
): Write {
  const said = new Map<string, { at: number; unsaid: number }>();
  return (line) => {
    const text = toText(line);
    const words = text.slice(CLOCK_LENGTH);
    for (const [key, { at }] of said) {
      if (key !== words && now() - at >= REPEAT_MS) said.delete(key);
    }
    const before = said.get(words);
    if (before && now() - before.at < REPEAT_MS) {
      before.unsaid += 1;
      return;
    }
    said.set(words, { at: now(), unsaid: 0 });
    const more = before?.unsaid ? ` (and ${before.unsaid} times since it was said last)` : '';
    write(`${text.trimEnd()}${more}\n`);
  };
}

function readable(line: string): string {
  const { time, level, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${plain(value)}`);
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${String(msg)}${
    rest.length > 0 ? ` (${rest.join(', ')})` : ''
  }\n`;
}

const plain = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
