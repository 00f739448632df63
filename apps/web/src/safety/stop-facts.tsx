'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { KillSwitch } from '../api/types.ts';
import { useNow } from '../feedback/use-now.ts';
import { formatAgo } from '../format/elapsed.ts';

/** Who stopped it, when and why. */
export function StopFacts(props: { stop: KillSwitch['stops'][number]; now: number }) {
  const t = useTranslations('stopBanner');
  const locale = useLocale();
  const now = useNow(props.now);
  const { stop } = props;
  return (
    <span>
      {t('by', {
        name: stop.engaged_by_name ?? t('somebody'),
        ago: formatAgo(stop.engaged_at, now, locale),
      })}
      {stop.reason && ` · ${stop.reason}`}
    </span>
  );
}
