import { useTranslations } from 'next-intl';
import inbox from '../inbox/inbox.module.css';
import type { View } from './activity-query.ts';

/** A view with nothing in it says what will be. */
export function ActivityEmpty({ view }: { view: View }) {
  const t = useTranslations('activity.empty');
  return (
    <section className={inbox.empty}>
      <h2>{t(`${view}.title`)}</h2>
      <p>{t(`${view}.text`)}</p>
    </section>
  );
}
