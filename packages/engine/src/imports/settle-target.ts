import { AppError } from '@commerce/core';
import { countUncovered, type Trx, type UncoveredRows } from '@commerce/db';
import type { ConnectorRecord } from '../connectors/connector-record.ts';
import { counted } from '../counted.ts';
import { kinship, storedFileObjects } from './file-objects.ts';
import type { FileTarget } from './file-target.ts';
import type { ScannedFile } from './scan-file.ts';
import { NOTHING_REMOVED, uncoveredRows } from './uncovered-rows.ts';

export interface SettledTarget {
  target: FileTarget;
  /** Stored rows of the file's days that it does not bring: an import removes them. */
  removes: UncoveredRows;
}

/**
 * Decides, now that the whole file was read, whose rows it holds and what they would take away.
 * @throws AppError `conflict` where rows of another account could be removed, or the same ones counted twice
 */
export async function settleTarget(
  trx: Trx,
  chosen: FileTarget,
  scanned: ScannedFile,
): Promise<SettledTarget> {
  const { unnamed } = chosen;
  const target = unnamed ? await claimUnnamed(trx, chosen, unnamed, scanned) : chosen;
  const { connector } = target;
  const uncovered =
    connector &&
    uncoveredRows(
      { shopId: connector.shopId, connectorId: connector.id },
      scanned.proof,
      scanned.seen,
    );
  const removes = uncovered ? await countUncovered(trx, uncovered) : NOTHING_REMOVED;
  if (!target.certain && connector) {
    await refuseForeign(trx, target, connector, scanned, removes);
  }
  return { target, removes };
}

/**
 * Earlier files that tell of the same objects are of this account, and counted once. They stay apart where they
 * tell of others on the very days.
 */
async function claimUnnamed(
  trx: Trx,
  target: FileTarget,
  unnamed: ConnectorRecord,
  { objects, proof: { replaces, report } }: ScannedFile,
): Promise<FileTarget> {
  const otherMoney = unnamed.currency && report.currency && unnamed.currency !== report.currency;
  if (!replaces || otherMoney) return target;
  const sameDays = await storedFileObjects(trx, unnamed, replaces);
  const kinOnDays = sameDays.length === 0 ? 'other' : kinship(sameDays, objects);
  if (target.connector) {
    if (kinOnDays === 'other') return target;
    throw perhapsTwice(unnamed);
  }
  if (sameDays.length > 0 && kinOnDays === 'other') return target;
  const ever = await storedFileObjects(trx, unnamed, null);
  const kin = ever.length === 0 ? 'same' : kinship(ever, objects);
  if (kin === 'same') return { ...target, connector: unnamed };
  if (kin === 'other') return target;
  throw perhapsTwice(unnamed);
}

function perhapsTwice({ id, name }: ConnectorRecord): AppError {
  return new AppError(
    'conflict',
    `${name} (${id}) holds files that do not say whose they are, and their rows may be those of this file, which would then be counted twice. ` +
      `Nothing was stored. If it is the same account, say --account ${id}; if not, first import one of those files again with --account and the account it is of`,
  );
}

/** Where nobody said whose file it is, one that shares no object with what is stored may be another account's. */
async function refuseForeign(
  trx: Trx,
  { platform, files }: FileTarget,
  connector: ConnectorRecord,
  { proof: { replaces }, objects }: ScannedFile,
  removes: UncoveredRows,
): Promise<void> {
  if (!files.accounts || !replaces) return;
  const stored = await storedFileObjects(trx, connector, replaces);
  if (stored.length === 0) return;
  const kin = kinship(stored, objects);
  if (kin !== 'other' && !(kin === 'unknown' && removes.rows > 0)) return;
  throw new AppError(
    'conflict',
    `The file shares no object with what ${connector.name} (${connector.id}) has for ${replaces.from} to ${replaces.to}, so it may be of another ${platform.name} account; ` +
      `importing it there would remove ${counted(removes.rows, 'stored row')} on ${counted(removes.days, 'day')}. Nothing was stored. ` +
      `Say whose it is: --account and the number or a name of the other account, or --account ${connector.id} to replace`,
    { details: { connector: connector.id, removes: { ...removes } } },
  );
}
