import { Command } from 'commander';
import type { CommandMaker } from './command.ts';
import { wrongUsage } from './command-error.ts';
import { botCommand } from './commands/bot.ts';
import { capsCommand } from './commands/caps.ts';
import { connectCommand } from './commands/connect.ts';
import { dbCommand } from './commands/db.ts';
import { decisionCommands } from './commands/decisions.ts';
import { doctorCommand } from './commands/doctor.ts';
import { hostedCommands } from './commands/hosted.ts';
import { importCommand } from './commands/import.ts';
import { mcpCommand } from './commands/mcp.ts';
import { rulesCommand } from './commands/rules.ts';
import { startCommand } from './commands/start.ts';
import { stopCommands } from './commands/stops.ts';
import { backfillCommand, syncCommand } from './commands/sync.ts';
import { tickCommand } from './commands/tick.ts';
import { undoCommand } from './commands/undo.ts';
import { usersCommand } from './commands/users.ts';

const AFTER_HELP = `
Exit codes: 0 done · 1 failed · 2 wrong usage or settings · 3 the file or data cannot be used ·
4 done in part, or an account must be reconnected · 5 another process holds the data · 130 interrupted
(doctor: 0 healthy · 1 warnings · 2 something is broken)

Settings come from the environment; docs/ENV_SPEC.md lists them. docs/OPERATIONS.md tells how to run it.`;

/** The whole command line. */
export function createProgram(maker: CommandMaker): Command {
  const program = new Command('commerce')
    .description('An operating system for selling online')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .showSuggestionAfterError(true)
    .allowExcessArguments(true)
    .allowUnknownOption(true)
    .addHelpText('after', AFTER_HELP);
  program.action(() => {
    const [unknown] = program.args;
    if (unknown === undefined) program.help();
    throw wrongUsage(`There is no command "${unknown}"; commerce --help lists them`);
  });
  const commands = [
    startCommand(maker),
    ...hostedCommands(maker),
    botCommand(maker),
    tickCommand(maker),
    syncCommand(maker),
    importCommand(maker),
    backfillCommand(maker),
    connectCommand(maker),
    rulesCommand(maker),
    ...decisionCommands(maker),
    undoCommand(maker),
    ...stopCommands(maker),
    capsCommand(maker),
    mcpCommand(maker),
    usersCommand(maker),
    dbCommand(maker),
    doctorCommand(maker),
  ];
  for (const command of commands) program.addCommand(command);
  return program;
}
