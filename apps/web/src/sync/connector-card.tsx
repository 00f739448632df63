import { useLocale, useTranslations } from 'next-intl';
import type { ConnectorStatus } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { formatAgo } from '../format/elapsed.ts';
import { formatInstant } from '../format/day.ts';
import { useKnown } from '../i18n/use-known.ts';
import { connectorHealth, HEALTH_TONES } from './connector-health.ts';
import { RebuildButton } from './rebuild-button.tsx';
import { LinkButton } from '../feedback/link-button.tsx';
import classes from './sync.module.css';

/** One connected account: what it is, how it is doing, and what to do about it. */
export function ConnectorCard(props: {
  connector: ConnectorStatus;
  shopId: string;
  timezone: string;
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
    next === null
      ? null
      : Date.parse(next) <= now
        ? t('due')
        : formatInstant(next, locale, props.timezone);
  return (
    <article className={classes.connector} data-tone={HEALTH_TONES[health]}>
      <header>
        <h3>{platform(connector.platform)}</h3>
        <Tag>{t(`kind.${connector.kind}`)}</Tag>
        {connector.simulated && <Tag tone="accent">{t('simulated')}</Tag>}
      </header>
      <p className={classes.health}>{t(`health.${health}`)}</p>
      {connector.status_message && (
        <p className={classes.said}>{t('said', { message: connector.status_message })}</p>
      )}
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
      {props.canManage && connector.mode === 'api' && (
        <footer>
          {connector.status === 'needs_reauth' ? (
            <LinkButton href={`/connect?shop=${props.shopId}&platform=${connector.platform}`}>
              {t('reconnect')}
            </LinkButton>
          ) : (
            <RebuildButton
              shopId={props.shopId}
              connectorId={connector.id}
              name={`${platform(connector.platform)} · ${connector.name}`}
              today={props.today}
            />
          )}
        </footer>
      )}
    </article>
  );
}
