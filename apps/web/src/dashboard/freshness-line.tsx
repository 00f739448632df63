'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { Freshness } from '../api/types.ts';
import { FreshnessDot } from '../feedback/freshness-dot.tsx';
import { LiveRefresh } from '../feedback/live-refresh.tsx';
import { useNow } from '../feedback/use-now.ts';
import { formatAgo } from '../format/elapsed.ts';
import classes from './freshness-line.module.css';

/** How old the figures are, in words that age in place, with the way out when something is wrong. */
export function FreshnessLine(props: {
  freshness: Freshness;
  shopId: string;
  /** Whose account was refused, if any. */
  refused: string | undefined;
  now: number;
}) {
  const t = useTranslations('freshness');
  const locale = useLocale();
  const now = useNow(props.now);
  const { state, syncing, last_synced_at: last, max_staleness_minutes: limit } = props.freshness;
  const isJustNow = last !== null && now - Date.parse(last) < 60_000;
  const ago = last === null ? '' : formatAgo(last, now, locale);
  const fix =
    state === 'needs_reauth' || state === 'no_connectors'
      ? {
          // What a shop without accounts misses first is its sales.
          href: `/connect?shop=${props.shopId}&platform=${props.refused ?? 'shopify'}`,
          text: t(`fix.${state}`),
        }
      : state === 'failing'
        ? { href: `/shops/${props.shopId}/sync`, text: t('fix.failing') }
        : null;
  return (
    <div className={classes.line} data-state={state}>
      <FreshnessDot state={state} syncing={syncing} />
      <span className={classes.words}>
        {syncing && state === 'fresh'
          ? t('syncing')
          : t(state === 'fresh' && isJustNow ? 'justNow' : state, { ago, minutes: limit })}
        {syncing && state !== 'fresh' && ` · ${t('syncing')}`}
      </span>
      {fix && <Link href={fix.href}>{fix.text}</Link>}
      <LiveRefresh busy={syncing} />
    </div>
  );
}
