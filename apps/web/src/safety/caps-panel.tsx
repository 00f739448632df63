import { useTranslations } from 'next-intl';
import { ShopFilter } from '../inbox/shop-filter.tsx';
import type { Caps, Shop } from '../api/types.ts';
import { adAccounts } from '../rules/ad-accounts.ts';
import { Panel } from '../shell/panel.tsx';
import { CapCard } from './cap-card.tsx';
import { capScopes } from './cap-scopes.ts';
import classes from './caps.module.css';

/** The limits of live writes of one shop; without limits nothing is written. */
export function CapsPanel(props: { caps: Caps; shop: Shop; shops: readonly Shop[] }) {
  const t = useTranslations('caps');
  const { caps, shop } = props;
  // Accounts fed by files are never written to.
  const connectors = shop.connectors.filter(({ mode }) => mode === 'api');
  const scopes = capScopes(adAccounts({ ...shop, connectors }), caps.caps);
  const canEdit = caps.source === 'database' && shop.role !== 'viewer';
  return (
    <Panel
      title={t('title')}
      note={t('note')}
      aside={
        <ShopFilter
          current={shop.id}
          choices={props.shops.map(({ id, name }) => ({
            id,
            name,
            href: `/settings/safety?shop=${id}`,
          }))}
        />
      }
    >
      {caps.source === 'file' && <p className={classes.file}>{t('fromFile')}</p>}
      {scopes.length === 0 ? (
        <p className={classes.empty}>{t('noAccounts')}</p>
      ) : (
        <div className={classes.cards}>
          {scopes.map((scope) => (
            <CapCard
              key={`${shop.id}/${scope.platform}/${scope.currency}`}
              shopId={shop.id}
              scope={scope}
              canEdit={canEdit}
            />
          ))}
        </div>
      )}
    </Panel>
  );
}
