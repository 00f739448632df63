import { useLocale, useTranslations } from 'next-intl';
import type { SyncJob, SyncSlice } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { formatDuration } from '../format/elapsed.ts';
import { formatCount } from '../format/number.ts';
import { useKnown } from '../i18n/use-known.ts';
import table from '../table/table.module.css';
import { useErrorWords } from './use-error-words.ts';
import { useNoteWords } from './use-note-words.ts';
import classes from './sync.module.css';

const TONES = { PENDING: 'plain', RUNNING: 'accent', SUCCEEDED: 'good', FAILED: 'bad' } as const;

/** The proof of a job: what each slice announced and what arrived. */
export function SliceTable({ job }: { job: SyncJob }) {
  const t = useTranslations('sync');
  if (job.slices.length === 0) return null;
  return (
    <div className={table.scroll} tabIndex={0} role="group" aria-label={t('slice.label')}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('slice.stream')}</th>
            <th scope="col">{t('slice.days')}</th>
            <th scope="col">{t('slice.status')}</th>
            <th scope="col" data-align="right">
              {t('slice.count')}
            </th>
            <th scope="col" data-align="right">
              {t('slice.time')}
            </th>
          </tr>
        </thead>
        <tbody>
          {job.slices.map((slice) => (
            <SliceRow key={slice.id} slice={slice} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SliceRow({ slice }: { slice: SyncSlice }) {
  const t = useTranslations('sync');
  const stream = useKnown('sync.streams');
  const errorWords = useErrorWords();
  const noteWords = useNoteWords();
  const locale = useLocale();
  // Where the platform announces no number, the slice is proven by its last page instead.
  const counts = [slice.received, slice.expected].filter((count) => count !== null);
  const took =
    slice.started_at && slice.finished_at
      ? formatDuration(Date.parse(slice.finished_at) - Date.parse(slice.started_at), locale)
      : '';
  return (
    <>
      <tr>
        <th scope="row">
          {stream(slice.stream)}
          {slice.attempts > 1 && (
            <span className={table.sub}>{t('attempt', { count: slice.attempts })}</span>
          )}
        </th>
        <td>
          {slice.from ?? '—'} – {slice.to ?? '—'}
        </td>
        <td>
          <Tag tone={TONES[slice.status]}>{t(`sliceStatus.${slice.status}`)}</Tag>
        </td>
        <td data-align="right">{counts.map((count) => formatCount(count, locale)).join(' / ')}</td>
        <td data-align="right">{took}</td>
      </tr>
      {(slice.error_code || slice.coded_notes.length > 0) && (
        <tr>
          <td colSpan={5} className={classes.sliceSaid}>
            {slice.error_code && (
              <p>
                {errorWords(slice.error_code)}{' '}
                {slice.error_message && t('said', { message: slice.error_message })}
              </p>
            )}
            {slice.coded_notes.map((note) => (
              <p key={note.text}>{noteWords(note)}</p>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}
