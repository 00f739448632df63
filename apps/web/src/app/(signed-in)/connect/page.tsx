import type { Metadata } from 'next';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { askShops, askWhoIsThere } from '../../../api/visitor.ts';
import type { Shop } from '../../../api/types.ts';
import { Command } from '../../../connect/command.tsx';
import { MetaForm } from '../../../connect/meta-form.tsx';
import type { ShopifyTarget } from '../../../connect/send-shopify.ts';
import { ShopifyForm } from '../../../connect/shopify-form.tsx';
import { requireSignIn } from '../../../session/require-sign-in.ts';
import page from '../../../shell/page.module.css';
import { Panel } from '../../../shell/panel.tsx';
import { defaultShop } from '../../../shell/shop-link.ts';
import classes from '../../../connect/connect.module.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connect'))('title') };
}

export default async function ConnectPage({ searchParams }: PageProps<'/connect'>) {
  const [query, me, shops, t] = await Promise.all([
    searchParams,
    askWhoIsThere().then(requireSignIn),
    askShops().then(requireSignIn),
    getTranslations('connect'),
  ]);
  const mayAdd = me.ok && me.data.role !== 'STORE_USER';
  const own = shops.ok ? shops.data.filter(({ role }) => role !== 'viewer') : [];
  const asked = query.platform === 'shopify' ? own.find(({ id }) => id === query.shop) : undefined;
  const again = asked && targetOf(asked);
  const wanted = own.find(({ id }) => id === query.shop) ?? defaultShop(own);
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('title')}</h1>
      <p className={page.lead}>{t('lead')}</p>
      <div className={classes.grid}>
        {again ? (
          <Panel
            title={t(again.domain === null ? 'shopify.first' : 'shopify.again', {
              name: again.name,
            })}
          >
            <ShopifyAgain shop={again} mayAdd={mayAdd} />
          </Panel>
        ) : (
          <Panel title={t('shopify.title')} note={t('shopify.note')}>
            {mayAdd ? (
              <ShopifyForm />
            ) : (
              <div className={classes.form}>
                <p className={classes.hint}>{t('notAllowed')}</p>
              </div>
            )}
          </Panel>
        )}
        <Panel title={t('meta.title')} note={t('meta.note')}>
          <MetaForm shops={own.map(({ id, name }) => ({ id, name }))} shopId={wanted?.id ?? null} />
        </Panel>
        <div className={classes.wide}>
          <FilesPanel />
        </div>
      </div>
    </div>
  );
}

const targetOf = ({ id, name, connectors }: Shop): ShopifyTarget => ({
  id,
  name,
  domain:
    connectors.find(({ platform, mode }) => platform === 'shopify' && mode !== 'import')
      ?.external_account_id ?? null,
});

/** Another form for one shop, with the way to what the page is for otherwise. */
function ShopifyAgain({ shop, mayAdd }: { shop: ShopifyTarget; mayAdd: boolean }) {
  const t = useTranslations('connect.shopify');
  return (
    <>
      <div className={classes.again}>
        <p>{t(shop.domain === null ? 'firstText' : 'againText')}</p>
        {mayAdd && <Link href="/connect">{t('another')}</Link>}
      </div>
      <ShopifyForm key={shop.id} shop={shop} />
    </>
  );
}

function FilesPanel() {
  const t = useTranslations('connect.files');
  return (
    <Panel title={t('title')}>
      <div className={classes.commands}>
        <p>{t('note')}</p>
        <div>
          <h3>{t('orders')}</h3>
          <Command line="npm run commerce -- import shopify --file orders_export.csv" />
          <Command line="npm run commerce -- import shopify --file bulk.jsonl" />
        </div>
        <div>
          <h3>{t('ads')}</h3>
          <Command line="npm run commerce -- import meta --file insights.csv --level campaign" />
        </div>
        <p>{t('again')}</p>
      </div>
    </Panel>
  );
}
