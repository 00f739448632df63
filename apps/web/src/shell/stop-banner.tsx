import { IconHandStop } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { KillSwitch } from '../api/types.ts';
import { StopFacts } from '../safety/stop-facts.tsx';
import classes from './stop-banner.module.css';

/** Says on every page that nothing is written, by whose wish, and where to let it go on. */
export function StopBanner(props: { stops: KillSwitch['stops']; now: number }) {
  const t = useTranslations('stopBanner');
  if (props.stops.length === 0) return null;
  return (
    <aside className={classes.banner} aria-label={t('label')}>
      <IconHandStop size={20} stroke={1.8} aria-hidden />
      <ul>
        {props.stops.map((stop) => (
          <li key={stop.id}>
            <strong>
              {stop.shop_id === null ? t('all') : t('shop', { shop: stop.shop_name ?? '' })}
            </strong>{' '}
            <StopFacts stop={stop} now={props.now} />
          </li>
        ))}
      </ul>
      <Link href="/settings/safety">{t('release')}</Link>
    </aside>
  );
}
