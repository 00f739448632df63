import { AppError } from '@commerce/core';
import type { Platform, StatedAccount } from '@commerce/platforms';
import { isRowId } from '../access/require-shop.ts';
import type { ConnectorRecord } from '../connectors/connector-record.ts';
import { fileAccountId } from '../connectors/file-account-id.ts';

export interface ChosenAccount {
  /** Where the rows go; null when the shop has no connector of the account yet and an import makes one. */
  connector: ConnectorRecord | null;
  /** Whose rows they are, where the file or the operator says so. */
  account: StatedAccount | null;
  /** Whether it was said in a way that cannot be mistaken: by the operator, or by the account's id in the file. */
  certain: boolean;
  /** Another connector, of earlier files that nobody named the account of or named without its id: perhaps this one. */
  unnamed: ConnectorRecord | null;
}

interface Choice {
  platform: Platform;
  /** The shop's connectors of the platform. */
  connectors: readonly ConnectorRecord[];
  /** What the operator said. */
  wanted: string | null;
  /** What the file says. */
  stated: StatedAccount | null;
}

/** @throws AppError `not_found`, or `conflict` when it is unclear whose file it is */
export function chooseAccount(choice: Choice): ChosenAccount {
  const { wanted, stated } = choice;
  // An operator who names the file's own account says nothing new.
  const own = stated?.id !== null && stated?.name === wanted;
  if (wanted !== null && !own) return { ...asWanted(choice, wanted), certain: true };
  if (stated?.id) return { ...asStated(choice, stated, stated.id), certain: true };
  if (stated?.name) return { ...asNamed(choice, stated, stated.name), certain: false };
  return { ...onlyOne(choice), certain: false };
}

type Found = Omit<ChosenAccount, 'certain'>;

function asWanted({ platform, connectors, stated }: Choice, wanted: string): Found {
  const unnamed = unnamedOf(platform, connectors);
  const id = platform.files?.accounts?.idOf(wanted) ?? null;
  const named = connectors.filter(({ name }) => name === wanted);
  const connector =
    connectors.find((one) => one.id === wanted) ??
    (id === null ? undefined : ofAccount(platform, connectors, id)) ??
    (named.length === 1 ? named[0] : undefined);
  if (connector) {
    if (connector === unnamed) return { connector, account: stated, unnamed: null };
    return { connector, account: null, unnamed };
  }
  if (id === null || id === '' || isRowId(wanted)) {
    throw new AppError('not_found', `This shop has no such ${platform.name} connector`);
  }
  return { connector: null, account: { id, name: stated?.name ?? null }, unnamed };
}

function asStated({ platform, connectors }: Choice, account: StatedAccount, id: string): Found {
  const connector = ofAccount(platform, connectors, id) ?? null;
  const byName = account.name === null ? null : fileAccountId(platform.id, account.name);
  const unnamed =
    connectors.find((one) => one.externalAccountId === byName) ?? unnamedOf(platform, connectors);
  return { connector, account, unnamed };
}

/** Two accounts may have one name, and an account may be renamed: a name alone opens no second account. */
function asNamed(choice: Choice, account: StatedAccount, name: string): Found {
  const { platform, connectors } = choice;
  const same = connectors.filter(
    (one) => one.name === name || one.externalAccountId === fileAccountId(platform.id, name),
  );
  const [connector] = same;
  const unnamed = unnamedOf(platform, connectors);
  if (connector && same.length === 1) return { connector, account, unnamed };
  if (connectors.some((one) => one !== unnamed)) {
    throw unclear(choice, `The file names the account "${name}" and no id. `);
  }
  return { connector: null, account, unnamed };
}

function onlyOne(choice: Choice): Found {
  const [connector = null, ...others] = choice.connectors;
  if (others.length > 0) throw unclear(choice, '');
  return { connector, account: null, unnamed: null };
}

function ofAccount(
  { id: platform }: Platform,
  connectors: readonly ConnectorRecord[],
  account: string,
): ConnectorRecord | undefined {
  // A connected account comes before what is left of its files.
  return [account, fileAccountId(platform, account)]
    .map((id) => connectors.find(({ externalAccountId }) => externalAccountId === id))
    .find((one) => one !== undefined);
}

const unnamedOf = ({ id }: Platform, connectors: readonly ConnectorRecord[]) =>
  connectors.find(({ externalAccountId }) => externalAccountId === fileAccountId(id)) ?? null;

function unclear({ platform, connectors }: Choice, why: string): AppError {
  const names = connectors.map(({ name, id }) => `${name} (${id})`).join(', ');
  const several = connectors.length > 1 ? 'several accounts' : 'an account';
  return new AppError(
    'conflict',
    `${why}This shop has ${several} of ${platform.name}: ${names}. Say which one the file belongs to with --account; nothing was stored`,
  );
}
