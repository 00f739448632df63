import { userInfo } from 'node:os';
import type { Actor } from '@commerce/engine';
import { CommandError } from '../command-error.ts';
import { CLI_EXIT } from '../exit-codes.ts';
import type { Invocation } from '../command.ts';
import { steadyNotes } from '../output/steady-notes.ts';
import {
  createLog,
  loadConfig,
  openRuntime,
  type Runtime,
  type ServerConfig,
} from '@commerce/server';

/** The name in the audit log of whoever types commands on this machine. */
export function cliActor(): Actor {
  const name = userName();
  return { type: 'cli', id: name, name, user: null, via: 'cli' };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'terminal';
  }
}

export const commandLog = ({ logLevel }: Pick<ServerConfig, 'logLevel'>, verbose: boolean) =>
  createLog({ level: verbose ? 'debug' : (logLevel ?? 'error'), format: 'text' });

/**
 * Opens everything, runs `work` and closes again, whatever happens. Beside a running `npm start` it uses
 * that one's database; without one it opens the database itself.
 */
export async function withSession<T>(
  { out, verbose }: Invocation,
  work: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const config = loadConfig();
  let stopped: Error | null = null;
  const runtime = await openRuntime(config, {
    log: commandLog(config, verbose),
    actor: cliActor(),
    applicationName: 'commerce-cli',
    onProgress: steadyNotes(out.note),
    onStopped: (error) => {
      stopped = error;
    },
  });
  try {
    return await work(runtime);
  } catch (error) {
    throw stopped ? engineDied(stopped) : error;
  } finally {
    await runtime.close();
  }
}

const engineDied = (cause: Error) =>
  new CommandError('database_stopped', cause.message, CLI_EXIT.failed, { cause });
