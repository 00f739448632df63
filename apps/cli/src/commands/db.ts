import type { Command } from 'commander';
import type { CommandMaker } from '../command.ts';
import { backup } from './db/backup.ts';
import { init } from './db/init.ts';
import { rebuildRollupsOfShops } from './db/rebuild-rollups.ts';
import { reset } from './db/reset.ts';
import { restore } from './db/restore.ts';
import { rotateKey } from './db/rotate-key.ts';
import { seed } from './db/seed.ts';
import { status } from './db/status.ts';

/** `commerce db …` */
export function dbCommand({ group, leaf }: CommandMaker): Command {
  return group('db', 'look after the database')
    .addCommand(leaf('init', 'create the database and bring its schema up to date', init))
    .addCommand(
      leaf('seed', 'make the demo workspace of four simulated shops', seed).option(
        '--no-history',
        "leave the reading of the shops' history to the next start",
      ),
    )
    .addCommand(leaf('status', 'where it is, its schema version, its size and rows', status))
    .addCommand(
      leaf('reset', 'erase everything and build the schema anew', reset).option(
        '-y, --yes',
        'do not ask',
      ),
    )
    .addCommand(
      leaf('backup', 'write everything but the master key to one file', backup).argument(
        '[file]',
        'default: commerce-<time>.backup.gz in this folder; an existing file is replaced',
      ),
    )
    .addCommand(
      leaf('restore', 'fill the database from a backup, all or nothing', restore)
        .argument('<file>', 'a file that db backup wrote')
        .option('--overwrite', 'erase what the database holds now')
        .option('-y, --yes', 'do not ask'),
    )
    .addCommand(
      leaf('rotate-key', 'seal stored credentials again with the first master key', rotateKey),
    )
    .addCommand(
      leaf(
        'rebuild-rollups',
        'compute the daily figures anew from orders and ad metrics',
        rebuildRollupsOfShops,
      ).option('--shop <name or id>', 'default: every shop'),
    );
}
