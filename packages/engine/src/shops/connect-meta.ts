import { AppError, noteAbout, type SyncNote, syncNote } from '@commerce/core';
import type { AccountInfo } from '@commerce/platforms';
import { requireShop } from '../access/require-shop.ts';
import { connectAccount } from '../connectors/connect-account.ts';
import { listAccounts } from '../connectors/list-accounts.ts';
import type { EngineContext } from '../context.ts';
import { connectorViews } from './connector-views.ts';
import { inFormWords } from './field-errors.ts';
import { saying } from './saying.ts';

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
      ...saying(available.length ? [] : [NO_ACCOUNT]),
    };
  }
  const connected: string[] = [];
  const notes: SyncNote[] = [];
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
      notes.push(...result.account.warnings.map((note) => noteAbout(result.account.name, note)));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refusals.push(error);
      notes.push(refusedNote(`act_${id}`, error.message));
    }
  }
  const [first] = refusals;
  if (first && connected.length === 0) throw inFormWords(first, formName);
  return {
    connectors: await connectorViews(ctx, input.shopId, connected),
    available_accounts: [],
    ...saying(notes),
  };
}

const NO_ACCOUNT = syncNote(
  'no_ad_account',
  'This token sees no ad account; give it access to one',
);

const refusedNote = (account: string, reason: string): SyncNote =>
  syncNote('account_refused', `${account} was not connected: ${reason}`, { account, reason });

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
  ...saying(warnings),
});
