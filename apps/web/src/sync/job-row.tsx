import { IconChevronRight } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import type { SyncJob } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { formatDuration } from '../format/elapsed.ts';
import { formatInstant } from '../format/day.ts';
import { formatCount } from '../format/number.ts';
import { useKnown } from '../i18n/use-known.ts';
import { SliceTable } from './slice-table.tsx';
import { useErrorWords } from './use-error-words.ts';
import classes from './sync.module.css';

const TONES = {
  QUEUED: 'plain',
  IN_PROGRESS: 'accent',
  SUCCEEDED: 'good',
  FAILED: 'bad',
} as const;

/** One job of the history, which opens to the slices it was read in. */
export function JobRow(props: { job: SyncJob; timezone: string; now: number }) {
  const { job, now } = props;
  const t = useTranslations('sync');
  const platform = useKnown('platforms');
  const errorWords = useErrorWords();
  const locale = useLocale();
  const share = job.slices_total === 0 ? 0 : job.slices_done / job.slices_total;
  return (
    <details className={classes.job}>
      <summary>
        <IconChevronRight className={classes.chevron} size={16} aria-hidden />
        <span className={classes.jobName}>
          <strong>{t(`job.${job.kind}`)}</strong>
          <span>
            {platform(job.platform)} · {job.connector_name}
          </span>
        </span>
        <span className={classes.jobState}>
          <Tag tone={TONES[job.status]}>{t(`status.${job.status}`)}</Tag>
        </span>
        <span className={classes.jobCount}>
          <span>{t('records', { count: formatCount(job.records_synced, locale) })}</span>
          <span>{t('slices', { done: job.slices_done, total: job.slices_total })}</span>
        </span>
        <span className={classes.jobTime}>
          <time dateTime={job.created_at}>
            {formatInstant(job.created_at, locale, props.timezone)}
          </time>
          <span>{useJobDuration(job, now)}</span>
        </span>
        <span
          className={classes.bar}
          data-running={job.status === 'IN_PROGRESS' || undefined}
          aria-hidden
        >
          <i style={{ width: `${share * 100}%` }} />
        </span>
      </summary>
      <div className={classes.jobBody}>
        {job.error && (
          <p className={classes.error}>
            <strong>{errorWords(job.error.code)}</strong>
            <span>{t('said', { message: job.error.message })}</span>
          </p>
        )}
        <SliceTable job={job} />
      </div>
    </details>
  );
}

function useJobDuration(job: SyncJob, now: number): string {
  const t = useTranslations('sync');
  const locale = useLocale();
  if (job.started_at === null) return '';
  const end = job.finished_at === null ? now : Date.parse(job.finished_at);
  const duration = formatDuration(end - Date.parse(job.started_at), locale);
  return t(job.finished_at === null ? 'running' : 'took', { duration });
}
