import { Command } from 'commander';
import { plainOutputWanted } from './config.ts';
import { wrongUsage } from './command-error.ts';
import type { ExitCode } from './exit-codes.ts';
import { createOutput, type Output } from './output/output.ts';

/** What every command gets besides its own arguments. */
export interface Invocation {
  out: Output;
  verbose: boolean;
  /** Fires on the first Ctrl-C. */
  signal: AbortSignal;
}

export type Run<Options> = (
  invocation: Invocation,
  options: Options,
  args: string[],
) => Promise<ExitCode | undefined | void>;

/** Makes commands that share the common options, and remembers what the chosen one ended with. */
export interface CommandMaker {
  leaf: <Options>(name: string, description: string, run: Run<Options>) => Command;
  group: (name: string, description: string) => Command;
}

export function commandMaker(signal: AbortSignal, onExit: (code: ExitCode) => void): CommandMaker {
  const strict = (command: Command) =>
    command
      .exitOverride()
      .configureOutput({ outputError: () => {} })
      .allowExcessArguments(false);
  return {
    leaf: <Options>(name: string, description: string, run: Run<Options>) =>
      strict(new Command(name))
        .description(description)
        .option('--json', 'print one JSON document on stdout')
        .option('--verbose', 'show what happens inside, and stack traces')
        .action(async function action(this: Command) {
          const { json = false, verbose = false, ...options } = this.opts();
          const out = createOutput({ json, plain: plainOutputWanted() });
          const code = await run({ out, verbose, signal }, options as Options, this.args);
          if (code) onExit(code);
        }),
    group: (name, description) =>
      strict(new Command(name))
        .description(description)
        .action(function none(this: Command) {
          const [unknown] = this.args;
          const names = this.commands.map((command) => command.name()).join(', ');
          throw wrongUsage(
            unknown === undefined
              ? `Say what to do: commerce ${name} ${names.replaceAll(', ', ' | ')}`
              : `There is no command "${name} ${unknown}"; there are ${names}`,
          );
        })
        .allowExcessArguments(true)
        // So that a name that is none is said, not the options that came with it.
        .allowUnknownOption(true),
  };
}
