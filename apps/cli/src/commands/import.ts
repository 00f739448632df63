import { importFxRates } from '@commerce/engine';
import type { Command } from 'commander';
import type { CommandMaker } from '../command.ts';
import { fromCallersFolder } from '../config.ts';
import { importFile } from '../imports/import-file.ts';
import type { ImportOptions } from '../imports/import-options.ts';
import { withSession } from '../session/open-session.ts';

/** `commerce import shopify|meta|fx` */
export function importCommand({ group, leaf }: CommandMaker): Command {
  const command = group('import', 'store exported files; the same file twice changes nothing');
  const platformCommand = (platform: 'shopify' | 'meta', description: string): Command =>
    leaf<ImportOptions>(platform, description, async (invocation, options) =>
      withSession(invocation, (runtime) => importFile(invocation, runtime, platform, options)),
    )
      .requiredOption('--file <path>', 'the exported file')
      .option('--shop <name or id>', 'the shop it belongs to; default: your only one')
      .option(
        '--account <id or name>',
        'the account, where the shop has several: a connector id, or for Meta the account number or any name for it',
      )
      .option('--shop-name <name>', 'the shop it belongs to, made when there is none of that name')
      .option('--currency <code>', "the new shop's currency; default: the file's")
      .option('--timezone <name>', 'the timezone the new shop counts its days in')
      .option('--dry-run', 'show what would be stored, and store nothing')
      .option('-y, --yes', 'do not ask before storing');
  command.addCommand(
    platformCommand(
      'shopify',
      'the JSONL result of a bulk operation, or orders_export.csv of the admin',
    ),
  );
  command.addCommand(
    platformCommand('meta', 'an Ads Manager report by day, CSV or XLSX, Korean or English')
      .option('--level <level>', 'account, campaign, adset or ad; default: the finest in the file')
      .option('--purchase-action <type>', 'the purchase column to count, else the widest'),
  );
  command.addCommand(fxCommand(leaf));
  return command;
}

const fxCommand = (leaf: CommandMaker['leaf']): Command =>
  leaf<{ file: string }>(
    'fx',
    'exchange rates, a CSV with the columns day,base,quote,rate,source',
    async (invocation, { file }) =>
      withSession(invocation, async ({ ctx }) => {
        const stored = await importFxRates(ctx, { filePath: fromCallersFolder(file) });
        const { rates, from, to } = stored;
        invocation.out.answer(stored, [`Stored ${rates} rates, ${from} to ${to}.`]);
      }),
  ).requiredOption('--file <path>', 'the CSV file');
