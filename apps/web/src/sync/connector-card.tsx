import { useLocale, useTranslations } from 'next-intl';
import type { SyncConnector } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { formatAgo, formatAhead } from '../format/elapsed.ts';
import { useKnown } from '../i18n/use-known.ts';
import { connectorHealth, HEALTH_TONES } from './connector-health.ts';
import { ConnectorAction } from './connector-action.tsx';
import { ConnectorReasons } from './connector-reasons.tsx';
import classes from './sync.module.css';

/** One connected account: what it is, how it is doing, and what to do about it. */
export function ConnectorCard(props: {
  connector: SyncConnector;
  shopId: string;
  today: string;
  now: number;
  canManage: boolean;
}) {
  const { connector, now } = props;
  const t = useTranslations('sync');
  const platform = useKnown('platforms');
  const locale = useLocale();
  const health = connectorHealth(connector);
  const last = connector.last_synced_at;
  const next = connector.next_sync_at;
  const nextText =
    next === null ? null : Date.parse(next) <= now ? t('due') : formatAhead(next, now, locale);
  return (
    <article className={classes.connector} data-tone={HEALTH_TONES[health]}>
      <header>
        <h2>{platform(connector.platform)}</h2>
        <Tag>{t(`kind.${connector.kind}`)}</Tag>
        {connector.simulated && <Tag tone="accent">{t('simulated')}</Tag>}
      </header>
      <p className={classes.health}>{t(`health.${health}`)}</p>
      <ConnectorReasons connector={connector} />
      <dl className={classes.facts}>
        <dt>{t('account')}</dt>
        <dd>
          {connector.name}
          <small>
            {connector.external_account_id} · {t(`mode.${connector.mode}`)}
          </small>
        </dd>
        <dt>{t('lastRead')}</dt>
        <dd>{last === null ? t('never') : formatAgo(last, now, locale)}</dd>
        {nextText !== null && (
          <>
            <dt>{t('nextRead')}</dt>
            <dd>{nextText}</dd>
          </>
        )}
      </dl>
      {props.canManage && (
        <ConnectorAction connector={connector} shopId={props.shopId} today={props.today} />
      )}
    </article>
  );
}
