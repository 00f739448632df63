import { connectMeta, connectShopify, createShop } from '@commerce/engine';
import type { Command } from 'commander';
import type { CommandMaker, Invocation } from '../command.ts';
import { wrongUsage } from '../command-error.ts';
import { CLI_EXIT, type ExitCode } from '../exit-codes.ts';
import { table } from '../output/table.ts';
import { withSession } from '../session/open-session.ts';
import { allShops, findShop, named } from '../shops/find-shop.ts';
import { firstOwner } from '../shops/owner-agency.ts';
import { readCredentials } from '../terminal/read-credentials.ts';
import type { Runtime } from '@commerce/server';

interface ShopifyOptions {
  domain: string;
  shop?: string;
  stdin?: boolean;
}

interface MetaOptions {
  shop?: string;
  adAccount?: string[];
  stdin?: boolean;
}

const STDIN = ['--stdin', 'read the credentials as JSON from what is piped in'] as const;

/** `commerce connect shopify|meta` */
export function connectCommand({ group, leaf }: CommandMaker): Command {
  return group(
    'connect',
    'connect own accounts; secrets are asked for, piped in, or in the environment',
  )
    .addCommand(
      leaf<ShopifyOptions>(
        'shopify',
        'a Shopify shop: client_id and client_secret of an app, or an access_token',
        shopify,
      )
        .requiredOption('--domain <domain>', 'the shop: my-shop.myshopify.com')
        .option('--shop <name or id>', 'connect it to this shop; default: a new one')
        .option(...STDIN),
    )
    .addCommand(
      leaf<MetaOptions>(
        'meta',
        'Meta ad accounts by the access_token of a system user; without --ad-account it lists them',
        meta,
      )
        .option('--shop <name or id>', 'the shop whose ads they are; default: your only one')
        .option('--ad-account <id...>', 'one or more ad accounts')
        .option(...STDIN),
    );
}

const shopify = (invocation: Invocation, options: ShopifyOptions) =>
  withSession(invocation, async ({ ctx }) => {
    const credentials = await readCredentials('shopify', options.stdin ?? false, [
      { name: 'client_id', question: 'Client id (empty for an access token)', hidden: false },
      {
        name: 'client_secret',
        question: 'Client secret (empty for an access token)',
        hidden: true,
      },
      { name: 'access_token', question: 'Access token (empty with a client id)', hidden: true },
    ]);
    const { client_id, client_secret, access_token } = credentials;
    const shopify = { shop_domain: options.domain, client_id, client_secret, access_token };
    if (options.shop !== undefined) {
      const shop = findShop(await allShops(ctx), options.shop);
      const { connectors, warnings } = await connectShopify(ctx, { shopId: shop.id, shopify });
      const accounts = connectors.map(({ id, name }) => ({ id, name, warnings }));
      answer(invocation, { id: shop.id, name: shop.name }, accounts);
      return;
    }
    const { agencyId } = await firstOwner(ctx);
    const shop = await createShop(ctx, { agencyId, shopify });
    const accounts = shop.connectors.map(({ id, name, status_message: message }) => ({
      id,
      name,
      warnings: message === null ? [] : [message],
    }));
    answer(invocation, { id: shop.id, name: shop.name }, accounts);
  });

const meta = (invocation: Invocation, options: MetaOptions) =>
  withSession(invocation, async (runtime): Promise<ExitCode> => {
    const shop = await shopOfAds(runtime, options.shop);
    const credentials = await readCredentials('meta', options.stdin ?? false, [
      { name: 'access_token', question: 'Access token of the system user', hidden: true },
      { name: 'app_secret', question: 'App secret (may stay empty)', hidden: true },
    ]);
    const result = await connectMeta(runtime.ctx, {
      shopId: shop.id,
      accessToken: credentials.access_token ?? '',
      appSecret: credentials.app_secret,
      adAccountIds: options.adAccount,
    });
    if (options.adAccount === undefined) {
      invocation.out.answer({ available_accounts: result.available_accounts }, [
        ...table(
          result.available_accounts.map((account) => [
            account.external_account_id,
            account.name,
            account.currency,
            account.timezone,
          ]),
        ),
        ...result.warnings,
        'Nothing was connected yet: run it again with --ad-account and the ids you want.',
      ]);
      return CLI_EXIT.ok;
    }
    const accounts = result.connectors.map(({ id, name }) => ({ id, name, warnings: [] }));
    for (const warning of result.warnings) invocation.out.note(warning);
    answer(invocation, shop, accounts, result.warnings);
    const asked = new Set(options.adAccount.map((id) => id.replace(/^act_/, ''))).size;
    return accounts.length < asked ? CLI_EXIT.attention : CLI_EXIT.ok;
  });

async function shopOfAds({ ctx }: Runtime, wanted: string | undefined) {
  const shops = await allShops(ctx);
  if (wanted !== undefined) return findShop(shops, wanted);
  const own = shops.filter(({ is_demo: isDemo }) => !isDemo);
  const [only, ...others] = own;
  if (only && others.length === 0) return only;
  throw wrongUsage(
    only
      ? `Say which shop the ads are for with --shop: ${named(own)}`
      : 'There is no shop of yours yet; connect Shopify or import orders first. Nothing was stored',
  );
}

function answer(
  { out }: Invocation,
  shop: { id: string; name: string },
  accounts: { id: string; name: string; warnings: string[] }[],
  warnings: readonly string[] = [],
): void {
  const { id, name } = shop;
  out.answer({ shop: { id, name }, accounts, warnings }, [
    ...accounts.map((account) => `Connected ${account.name} to ${name}.`),
    ...accounts.flatMap((account) => account.warnings.map((text) => `Note: ${text}`)),
    'Its history is read by a running worker, or here: commerce sync --wait',
  ]);
}
