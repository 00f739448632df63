import { useLocale, useTranslations } from 'next-intl';
import type { AuditEntry } from '../api/types.ts';
import { formatInstant } from '../format/day.ts';
import { Facts } from './facts.tsx';
import classes from './activity.module.css';

/** One recorded act; what was recorded of it opens below. */
export function AuditRow({ entry, timezone }: { entry: AuditEntry; timezone: string }) {
  const t = useTranslations();
  const locale = useLocale();
  const { actor, via, action } = entry;
  // A dot parts the levels of a message's key, so acts are kept with an underscore there.
  const key = `activity.acts.${action.replaceAll('.', '_')}`;
  const viaKey = `decide.via.${via ?? ''}`;
  const viaText = via && (t.has(viaKey as never) ? t(viaKey as never) : via);
  const target = [entry.entity_type, entry.entity_id].filter(Boolean).join(' ');
  return (
    <li className={classes.act} data-action={action}>
      <Facts
        label={
          <span className={classes.actLabel}>
            <strong>{t.has(key as never) ? t(key as never) : action}</strong>
            <span>
              {actor.name ?? t(`activity.actors.${actor.type}`)}
              {viaText && ` · ${viaText}`}
              {entry.shop_name && ` · ${entry.shop_name}`}
            </span>
            <time dateTime={entry.at}>{formatInstant(entry.at, locale, timezone)}</time>
          </span>
        }
        parts={[
          { title: t('activity.audited.action'), facts: target ? `${action} (${target})` : action },
          { title: t('activity.audited.before'), facts: entry.before },
          { title: t('activity.audited.after'), facts: entry.after },
          { title: t('activity.audited.request'), facts: entry.request_id },
        ]}
      />
    </li>
  );
}
