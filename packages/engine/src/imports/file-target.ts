import { AppError, type JsonObject } from '@commerce/core';
import type { FileImport, FileInput, Platform, StatedAccount } from '@commerce/platforms';
import type { ShopFacts } from '../access/require-shop.ts';
import type { ConnectorRecord } from '../connectors/connector-record.ts';
import { listConnectors } from '../connectors/connector-record.ts';
import { accountBehind } from '../connectors/file-account-id.ts';
import { findPlatform } from '../connectors/find-platform.ts';
import type { EngineContext } from '../context.ts';
import { chooseAccount, type ChosenAccount } from './choose-account.ts';

export interface ImportFileInput {
  shopId: string;
  platform: string;
  filePath: string;
  /** As the operator named it; shown and kept. */
  fileName: string;
  /** The platform's own: `level` for ad reports. */
  options?: JsonObject;
  /**
   * Which account the file belongs to: a connector of the shop by its id, or the account by the platform's own id or
   * any name that tells it from the others. Needed where the file does not say it and the shop has several.
   */
  account?: string;
}

/** What a file will be read with and whose rows it will bring. */
export interface FileTarget extends ChosenAccount {
  platform: Platform;
  files: FileImport;
}

/** @throws AppError `invalid_input` when the platform reads no files, `conflict` when the account is unclear */
export async function findFileTarget(
  ctx: Pick<EngineContext, 'db' | 'platforms'>,
  input: ImportFileInput,
  shop: ShopFacts,
  scratchDir: string,
): Promise<FileTarget> {
  const platform = findPlatform(ctx, input.platform);
  const { files } = platform;
  if (!files) throw new AppError('invalid_input', `${platform.name} files cannot be imported`);
  const connectors = await listConnectors(ctx.db, { shopId: shop.id, platform: platform.id });
  const nobody = { connector: null, account: null };
  const stated = await files.accounts?.stated(fileInputFor(input, nobody, shop, scratchDir));
  const chosen = chooseAccount({
    platform,
    connectors,
    wanted: input.account ?? null,
    stated: stated ?? null,
  });
  return { platform, files, ...chosen };
}

export function fileInputFor(
  input: ImportFileInput,
  target: { connector: ConnectorRecord | null; account: StatedAccount | null },
  shop: ShopFacts,
  scratchDir: string,
): FileInput {
  const { connector } = target;
  return {
    path: input.filePath,
    fileName: input.fileName,
    currency: connector?.currency ?? null,
    timezone: connector?.timezone ?? shop.timezone,
    options: { ...accountOptions(target), ...input.options },
    scratchDir,
  };
}

/** What is known of the account counts for its files too, unless the operator says otherwise. */
function accountOptions({
  connector,
  account,
}: {
  connector: ConnectorRecord | null;
  account: StatedAccount | null;
}): JsonObject {
  const known = connector && accountBehind(connector.platform, connector.externalAccountId);
  const id = account?.id ?? known ?? account?.name ?? null;
  return { ...connector?.config, ...(id !== null && { account_id: id }) };
}
