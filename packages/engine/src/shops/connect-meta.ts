import { AppError } from '@commerce/core';
import type { AccountInfo } from '@commerce/platforms';
import { requireShop } from '../access/require-shop.ts';
import { connectAccount } from '../connectors/connect-account.ts';
import { listAccounts } from '../connectors/list-accounts.ts';
import type { EngineContext } from '../context.ts';
import { connectorView, loadConnectorFacts } from '../reports/connector-facts.ts';
import { readAsActor } from '../tenant.ts';
import { inFormWords } from './field-errors.ts';

export interface ConnectMetaInput {
  shopId: string;
  accessToken: string;
  appSecret?: string | undefined;
  /** With or without `act_`. Without any, the accounts to choose from are answered and nothing is stored. */
  adAccountIds?: readonly string[] | undefined;
  /** Only the demo seed sets it. */
  simulated?: boolean | undefined;
}

const FORM_NAMES: Readonly<Record<string, string>> = { ad_account_id: 'ad_account_ids' };

/**
 * Connects Meta ad accounts, each as a connector of its own. One that Meta refuses is named in `warnings`
 * and does not keep the others out; when none can be connected the refusal is thrown.
 * @throws AppError `forbidden`, `not_found`, `invalid_input`, `platform_refused`, `unavailable`
 */
export async function connectMeta(ctx: EngineContext, input: ConnectMetaInput) {
  await requireShop(ctx.db, ctx.actor, input.shopId, 'manage');
  if (ctx.actor.user && input.simulated) {
    throw new AppError('forbidden', 'Simulated accounts are connected by the demo seed');
  }
  const asked = [...new Set((input.adAccountIds ?? []).map((id) => id.replace(/^act_/, '')))];
  if (asked.length === 0) {
    const available = await accountsToChoose(ctx, input);
    return {
      connectors: [],
      available_accounts: available.map(choiceOf),
      warnings: available.length ? [] : ['This token sees no ad account; give it access to one'],
    };
  }
  const connected: string[] = [];
  const warnings: string[] = [];
  const refusals: AppError[] = [];
  for (const id of asked) {
    try {
      const result = await connectAccount(ctx, {
        shopId: input.shopId,
        platform: 'meta',
        config: { ad_account_id: id },
        credentials: credentialsOf(input),
        simulated: input.simulated,
      });
      connected.push(result.connectorId);
      warnings.push(...result.account.warnings.map((text) => `${result.account.name}: ${text}`));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusals.push(error);
      warnings.push(`act_${id} was not connected: ${error.message}`);
    }
  }
  const [first] = refusals;
  if (first && connected.length === 0) throw inFormWords(first, formName);
  return {
    connectors: await connectorViews(ctx, input.shopId, connected),
    available_accounts: [],
    warnings,
  };
}

const formName = (field: string): string => FORM_NAMES[field] ?? field;

const credentialsOf = ({ accessToken, appSecret }: ConnectMetaInput) => ({
  access_token: accessToken,
  ...(appSecret === undefined ? {} : { app_secret: appSecret }),
});

async function accountsToChoose(
  ctx: EngineContext,
  input: ConnectMetaInput,
): Promise<AccountInfo[]> {
  return await listAccounts(ctx, {
    platform: 'meta',
    credentials: credentialsOf(input),
    simulated: input.simulated,
  }).catch((error: unknown) => {
    throw inFormWords(error, formName);
  });
}

const choiceOf = ({ external_account_id, name, currency, timezone, warnings }: AccountInfo) => ({
  external_account_id,
  name,
  currency,
  timezone,
  warnings,
});

async function connectorViews(ctx: EngineContext, shopId: string, ids: readonly string[]) {
  return await readAsActor(ctx, async (trx) =>
    (await loadConnectorFacts(ctx, trx, shopId))
      .filter(({ id }) => ids.includes(id))
      .map((facts) => connectorView(ctx, facts)),
  );
}
