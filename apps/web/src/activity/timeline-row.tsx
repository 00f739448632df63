import { IconChecklist, IconPencilBolt, IconUserEdit } from '@tabler/icons-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ProposalStatus, TimelineEntry } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { formatInstant } from '../format/day.ts';
import { TONES } from '../inbox/proposal-state.ts';
import { useKnown } from '../i18n/use-known.ts';
import { type ActivityQuery, activityPath } from './activity-query.ts';
import { useChangeWords } from './use-change-words.ts';
import classes from './activity.module.css';

const ICONS = { execution: IconPencilBolt, change: IconUserEdit, decision: IconChecklist } as const;

/** One thing that happened to an ad object: which, what, by whom. */
export function TimelineRow(props: {
  entry: TimelineEntry;
  query: ActivityQuery;
  timezone: string;
}) {
  const t = useTranslations('activity');
  const changeWords = useChangeWords();
  const locale = useLocale();
  const { entry, query, timezone } = props;
  const { kind, occurred_at: occurredAt } = entry;
  const Icon = ICONS[kind];
  const name = entry.entity_name ?? entry.entity_id;
  const change = changeWords(entry);
  const instant = (at: string) => formatInstant(at, locale, timezone);
  return (
    <li className={classes.row} data-kind={kind}>
      <span className={classes.icon} aria-hidden>
        <Icon size={18} stroke={1.7} />
      </span>
      <div className={classes.main}>
        <div className={classes.top}>
          {query.entity ? (
            <strong>{name}</strong>
          ) : (
            <Link
              href={activityPath({ view: 'timeline', shop: query.shop, entity: entry.entity_id })}
              prefetch={false}
              title={t('onlyThis')}
            >
              {name}
            </Link>
          )}
          <span className={classes.tags}>
            <KindTag entry={entry} />
          </span>
        </div>
        {change && <p className={classes.change}>{change}</p>}
        {entry.note && <p className={classes.note}>{entry.note}</p>}
        <p className={classes.meta}>
          <By entry={entry} />
          {' · '}
          {occurredAt ? (
            <>
              <time dateTime={occurredAt}>{instant(occurredAt)}</time>
              {' · '}
              {t('noticedAt', { at: instant(entry.at) })}
            </>
          ) : (
            <time dateTime={entry.at}>
              {kind === 'change' ? t('noticedAt', { at: instant(entry.at) }) : instant(entry.at)}
            </time>
          )}
          {entry.proposal_id && (
            <>
              {' · '}
              <Link href={`/inbox/${entry.proposal_id}`} prefetch={false}>
                {t('openProposal')}
                <span className="visually-hidden">{name}</span>
              </Link>
            </>
          )}
        </p>
      </div>
    </li>
  );
}

function KindTag({ entry: { kind, status } }: { entry: TimelineEntry }) {
  const t = useTranslations();
  if (kind === 'change') return <Tag tone="warn">{t('activity.elsewhere')}</Tag>;
  if (!status || !t.has(`decide.status.${status}` as never)) return null;
  const tone = TONES[status as ProposalStatus];
  return (
    <Tag tone={kind === 'decision' ? 'plain' : tone}>{t(`decide.status.${status}` as never)}</Tag>
  );
}

function By({ entry: { by, platform } }: { entry: TimelineEntry }) {
  const t = useTranslations();
  const platformName = useKnown('platforms');
  if (by.kind === 'unknown') {
    return t('activity.byUnknown', { platform: platformName(platform) });
  }
  const known = by.via !== null && t.has(`decide.via.${by.via}` as never);
  const via = by.via && known ? t(`decide.via.${by.via}` as never) : by.via;
  const name = by.name ?? t('decide.somebody');
  return via ? t('activity.byLine', { name, via }) : name;
}
