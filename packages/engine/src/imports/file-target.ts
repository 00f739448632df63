import { AppError } from '@commerce/core';
import type { Db } from '@commerce/db';
import type { FileImport, FileInput, Platform } from '@commerce/platforms';
import type { JsonObject } from '@commerce/core';
import type { ShopFacts } from '../access/require-shop.ts';
import { fileAccountId } from '../connectors/adopt-file-connector.ts';
import { type ConnectorRecord, listConnectors } from '../connectors/connector-record.ts';
import { findPlatform } from '../connectors/find-platform.ts';
import type { EngineContext } from '../context.ts';

export interface ImportFileInput {
  shopId: string;
  platform: string;
  filePath: string;
  /** As the operator named it; shown and kept. */
  fileName: string;
  /** The platform's own: `level` for ad reports. */
  options?: JsonObject;
  /** Which account the file belongs to; needed only where the shop has several of the platform. */
  connectorId?: string;
}

/** What a file will be read with and whose rows it will bring. */
export interface FileTarget {
  platform: Platform;
  files: FileImport;
  /** null when the shop has no connector of the platform yet; an import makes one. */
  connector: ConnectorRecord | null;
}

/** @throws AppError `invalid_input` when the platform reads no files, `conflict` when the account is unclear */
export async function findFileTarget(
  db: Db,
  ctx: Pick<EngineContext, 'platforms'>,
  input: ImportFileInput,
): Promise<FileTarget> {
  const platform = findPlatform(ctx, input.platform);
  const { files } = platform;
  if (!files) throw new AppError('invalid_input', `${platform.name} files cannot be imported`);
  const all = await listConnectors(db, { shopId: input.shopId, platform: platform.id });
  const named = input.connectorId && all.filter(({ id }) => id === input.connectorId);
  const [connector, ...others] = named || all;
  if (named && !connector) {
    throw new AppError('not_found', `This shop has no such ${platform.name} connector`);
  }
  if (others.length > 0) {
    const names = [connector, ...others].map((one) => `${one?.name} (${one?.id})`).join(', ');
    throw new AppError(
      'conflict',
      `This shop has several ${platform.name} accounts: ${names}. Say which one the file belongs to; nothing was stored`,
    );
  }
  return { platform, files, connector: connector ?? null };
}

export function fileInputFor(
  input: ImportFileInput,
  { connector }: FileTarget,
  shop: ShopFacts,
  scratchDir: string,
): FileInput {
  return {
    path: input.filePath,
    fileName: input.fileName,
    currency: connector?.currency ?? null,
    timezone: connector?.timezone ?? shop.timezone,
    options: { ...connectorOptions(connector), ...input.options },
    scratchDir,
  };
}

/** What is known of the account counts for its files too, unless the operator says otherwise. */
function connectorOptions(connector: ConnectorRecord | null): JsonObject {
  if (!connector) return {};
  const { platform, externalAccountId: id, config } = connector;
  return { ...config, ...(id === fileAccountId(platform) ? {} : { account_id: id }) };
}
