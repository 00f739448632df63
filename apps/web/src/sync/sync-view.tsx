import { useTranslations } from 'next-intl';
import type { Shop, SyncStatus } from '../api/types.ts';
import { todayIn } from '../range/calendar.ts';
import { Panel } from '../shell/panel.tsx';
import table from '../table/table.module.css';
import { ConnectorCard } from './connector-card.tsx';
import { JobRow } from './job-row.tsx';
import classes from './sync.module.css';

/** The accounts of a shop and what was read from them. */
export function SyncView(props: { shop: Shop; status: SyncStatus; now: Date }) {
  const t = useTranslations('sync');
  const { shop, status } = props;
  const now = props.now.getTime();
  return (
    <>
      <section aria-label={t('connectors')} className={classes.connectors}>
        {status.connectors.map((connector) => (
          <ConnectorCard
            key={connector.id}
            connector={connector}
            shopId={shop.id}
            today={todayIn(connector.timezone ?? shop.timezone, props.now)}
            now={now}
            canManage={shop.role !== 'viewer'}
          />
        ))}
      </section>
      <Panel title={t('history')} note={t('historyNote', { timezone: shop.timezone })}>
        {status.jobs.length === 0 ? (
          <p className={table.none}>{t('none')}</p>
        ) : (
          <div className={classes.jobs}>
            {status.jobs.map((job) => (
              <JobRow key={job.id} job={job} timezone={shop.timezone} now={now} />
            ))}
          </div>
        )}
      </Panel>
    </>
  );
}
