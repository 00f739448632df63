import { useTranslations } from 'next-intl';
import type { SyncNote } from '../api/types.ts';

/** A note in the reader's language; one there are no words for is shown as the API says it. */
export function useNoteWords(): (note: SyncNote) => string {
  const t = useTranslations('sync.notes');
  return ({ code, values, text }) => {
    if (code === 'other' || !t.has(code)) return text;
    const words = t(code, values);
    return values.about ? `${values.about}: ${words}` : words;
  };
}
