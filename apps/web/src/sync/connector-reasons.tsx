import { useTranslations } from 'next-intl';
import type { SyncConnector } from '../api/types.ts';
import { useErrorWords } from './use-error-words.ts';
import { useNoteWords } from './use-note-words.ts';
import classes from './sync.module.css';

/** Why an account is not well, or what it works without; the platform's own words stay as they came. */
export function ConnectorReasons({ connector }: { connector: SyncConnector }) {
  const t = useTranslations('sync');
  const errorWords = useErrorWords();
  const noteWords = useNoteWords();
  const { status, status_code: code, status_message: message, status_notes: notes } = connector;
  // Of a refused login and of an account switched off, the line above has said it all.
  if (status === 'disabled') return null;
  if (notes.length > 0) {
    return notes.map((note) => (
      <p key={note.text} className={classes.said}>
        {noteWords(note)}
      </p>
    ));
  }
  return (
    <>
      {code !== null && code !== 'credentials' && (
        <p className={classes.said}>{errorWords(code)}</p>
      )}
      {message !== null && <p className={classes.said}>{t('said', { message })}</p>}
    </>
  );
}
