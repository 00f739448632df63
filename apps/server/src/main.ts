import { parseArgs } from 'node:util';
import { tolerateClosedPipes } from './closed-pipes.ts';
import { loadConfig } from './config.ts';
import { EXIT } from './exit-codes.ts';
import { OperatorError } from './operator-error.ts';
import type { DemoWish } from './start/choose-demo.ts';
import { tellFailure } from './start/tell-failure.ts';

const HELP = `npm start -- [--demo | --no-demo]

Starts Commerce on this machine: database, API, web app and worker in one process.
A new data directory gets a demo workspace.

  --no-demo  a new data directory gets an empty workspace
  --demo     adds the demo's shops to an existing workspace
  --help     shows this text

Settings come from the environment; docs/ENV_SPEC.md lists them.
`;

function parseWish(args: readonly string[]): DemoWish | 'help' {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        demo: { type: 'boolean' },
        'no-demo': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return 'help';
    if (values.demo && values['no-demo'])
      throw new TypeError('--demo and --no-demo exclude each other');
    return values.demo ? 'yes' : values['no-demo'] ? 'no' : 'auto';
  } catch (error) {
    throw new OperatorError(`${(error as Error).message}. Nothing was started.\n\n${HELP}`, {
      exitCode: EXIT.usage,
    });
  }
}

async function main(): Promise<number> {
  try {
    const wish = parseWish(process.argv.slice(2));
    if (wish === 'help') {
      process.stdout.write(HELP);
      return EXIT.ok;
    }
    const config = loadConfig();
    // Loaded late: wrong settings are answered at once.
    const { runStart } = await import('./start/run-start.ts');
    return await runStart(config, { demo: wish });
  } catch (error) {
    return tellFailure(error, { line: (text) => void process.stderr.write(`${text}\n`) });
  }
}

tolerateClosedPipes();
process.exit(await main());
