import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { askShops, askWhoIsThere } from '../../../api/visitor.ts';
import { Command } from '../../../connect/command.tsx';
import { MetaForm } from '../../../connect/meta-form.tsx';
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
  const wanted = own.find(({ id }) => id === query.shop) ?? defaultShop(own);
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('title')}</h1>
      <p className={page.lead}>{t('lead')}</p>
      <div className={classes.grid}>
        <Panel title={t('shopify.title')} note={t('shopify.note')}>
          {mayAdd ? (
            <ShopifyForm />
          ) : (
            <div className={classes.form}>
              <p className={classes.hint}>{t('notAllowed')}</p>
            </div>
          )}
        </Panel>
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
