import { useLocale, useTranslations } from 'next-intl';
import type { ApiKey } from '../api/types.ts';
import { formatDay } from '../format/day.ts';
import { Panel } from '../shell/panel.tsx';
import table from '../table/table.module.css';
import { CreateKey } from './create-key.tsx';
import { RevokeKey } from './revoke-key.tsx';
import classes from './settings.module.css';

const rightOf = ({ scopes }: ApiKey) =>
  (['write', 'propose'] as const).find((scope) => scopes.includes(scope)) ?? 'read';

/** Keys for machines: made, shown once, revoked. */
export function KeysPanel({ keys }: { keys: ApiKey[] }) {
  const t = useTranslations('settings.keys');
  const locale = useLocale();
  const day = (instant: string) => formatDay(instant.slice(0, 10), locale, 'long');
  return (
    <Panel title={t('title')} note={t('note')}>
      <CreateKey />
      {keys.length === 0 ? (
        <p className={table.none}>{t('none')}</p>
      ) : (
        <div className={table.scroll} tabIndex={0} role="group" aria-label={t('title')}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('name')}</th>
                <th scope="col">{t('key')}</th>
                <th scope="col">{t('scopes')}</th>
                <th scope="col">{t('createdAt')}</th>
                <th scope="col">{t('lastUsed')}</th>
                <th scope="col" data-align="right">
                  <span className="visually-hidden">{t('actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => (
                <tr key={key.id}>
                  <th scope="row" className={table.strong}>
                    {key.name}
                  </th>
                  <td>
                    <code className={classes.prefix}>{key.prefix}…</code>
                  </td>
                  <td>{t(rightOf(key))}</td>
                  <td>{day(key.created_at)}</td>
                  <td>{key.last_used_at ? day(key.last_used_at) : t('neverUsed')}</td>
                  <td data-align="right">
                    <RevokeKey id={key.id} name={key.name} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
