import { AppError, isStale, noteTexts, PlatformError } from '@commerce/core';
import { type EngineContext, openConnection, type ShopView } from '@commerce/engine';
import type { Runtime } from '@commerce/server';
import { accountLabel } from '../shops/account-label.ts';
import { agoInWords } from './ago-in-words.ts';
import { broken, type Finding, ok, warning } from './finding.ts';

type Account = ShopView['connectors'][number];

const DAY_MS = 86_400_000;
const EXPIRY_WARNING_DAYS = 7;

/** Credentials and freshness of every account that is read over an API. */
export async function checkAccount(
  { ctx }: Pick<Runtime, 'ctx'>,
  shop: ShopView,
  account: Account,
  options: { online: boolean; worker: boolean; storyOpen: boolean },
): Promise<Finding> {
  const { platform, name } = account;
  const check = accountLabel(ctx, { shop: shop.name, platform, account: name });
  if (account.mode === 'import') return ok(check, 'holds imported files');
  if (account.mode === 'fixture') return ok(check, 'holds sample data');
  if (account.status === 'disabled') return ok(check, 'switched off by hand');
  return (
    reauthFinding(check, account) ??
    (await secretsFinding(ctx, check, account)) ??
    (await expiryFinding(ctx, check, account)) ??
    (options.online ? await onlineFinding(ctx, check, account) : null) ??
    readFinding(ctx, check, account, options)
  );
}

const reconnect = ({ platform }: Account): string =>
  `Connect it again with new credentials: commerce connect ${platform}, or in the web app.`;

function reauthFinding(check: string, account: Account): Finding | null {
  if (account.status !== 'needs_reauth') return null;
  const reason = account.status_message ?? 'its credentials were refused';
  return broken(check, `is not read any more: ${reason}`, reconnect(account));
}

async function secretsFinding(
  ctx: EngineContext,
  check: string,
  account: Account,
): Promise<Finding | null> {
  try {
    await openConnection(ctx, account.id);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return broken(check, error.message, reconnect(account));
  }
}

async function expiryFinding(
  ctx: EngineContext,
  check: string,
  account: Account,
): Promise<Finding | null> {
  const row = await ctx.db
    .selectFrom('app_dashboard.shop_credentials')
    .select((eb) => eb.fn.min('expires_at').as('expires_at'))
    .where('connector_id', '=', account.id)
    // A cached token is renewed by itself.
    .where('name', '<>', 'token_cache')
    .executeTakeFirst();
  const expires = row?.expires_at;
  if (!expires) return null;
  const days = (expires.getTime() - ctx.now().getTime()) / DAY_MS;
  if (days > EXPIRY_WARNING_DAYS) return null;
  const day = expires.toISOString().slice(0, 10);
  return days <= 0
    ? broken(check, `its credentials ran out on ${day}`, reconnect(account))
    : warning(check, `its credentials run out on ${day}`, reconnect(account));
}

async function onlineFinding(
  ctx: EngineContext,
  check: string,
  account: Account,
): Promise<Finding | null> {
  try {
    const { platform, connection } = await openConnection(ctx, account.id);
    const { warnings } = await platform.connect(connection);
    const [first] = warnings;
    return first === undefined
      ? null
      : warning(
          check,
          noteTexts(warnings).join(' '),
          'Grant it in the platform’s settings of the app.',
        );
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const refused = error.kind === 'credentials' || error.kind === 'permission';
    return refused
      ? broken(check, `the platform refuses it: ${error.message}`, reconnect(account))
      : warning(check, `could not be tried: ${error.message}`, 'Try again later.');
  }
}

function readFinding(
  ctx: EngineContext,
  check: string,
  account: Account,
  { worker, storyOpen }: { worker: boolean; storyOpen: boolean },
): Finding {
  const read = account.last_synced_at;
  const when = read === null ? 'was never read' : `was last read ${ago(ctx, read)}`;
  if (account.status === 'failing') {
    return warning(
      check,
      `${when}; the last try failed: ${account.status_message ?? 'no reason known'}`,
      'It is tried again by itself; when it stays so, look at commerce sync --wait --verbose.',
    );
  }
  const facts = {
    mode: account.mode,
    status: account.status,
    lastSyncedAt: read === null ? null : new Date(read),
    syncing: account.syncing,
  };
  if (!isStale(facts, ctx.settings.maxStalenessMinutes, ctx.now())) return ok(check, when);
  if (storyOpen && account.simulated && worker) {
    return ok(check, `${when}; npm start is still following the demo's story`);
  }
  return warning(
    check,
    `${when}${account.syncing ? ', a job is under way' : ''}`,
    worker
      ? 'Wait for the running job; when nothing moves, restart the worker and look at its log.'
      : 'No worker is known to run: npm start, commerce worker, or once: commerce tick',
  );
}

const ago = (ctx: EngineContext, instant: string): string =>
  agoInWords(ctx.now().getTime() - Date.parse(instant));
