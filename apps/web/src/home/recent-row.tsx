import { changeText } from '@commerce/api/cards';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useChangeWords } from '../activity/use-change-words.ts';
import { VerdictTag } from '../activity/verdict-tag.tsx';
import type { TimelineEntry } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { formatAgo } from '../format/elapsed.ts';
import { useKnown } from '../i18n/use-known.ts';
import { TONES } from '../inbox/proposal-state.ts';
import { useCardLocale } from '../inbox/use-card.ts';
import type { RecentItem } from './read-recent.ts';
import classes from './home.module.css';

/** One change of an ad object: which, from what to what, by whom, and how it went. */
export function RecentRow({ item, now }: { item: RecentItem; now: number }) {
  const locale = useLocale();
  return (
    <li>
      {item.kind === 'change' ? (
        <Noticed change={item.change} />
      ) : (
        <CarriedOut execution={item.execution} />
      )}
      <time dateTime={item.at} className={classes.when}>
        {formatAgo(item.at, now, locale)}
      </time>
    </li>
  );
}

function CarriedOut({
  execution,
}: {
  execution: (RecentItem & { kind: 'execution' })['execution'];
}) {
  const t = useTranslations('decide');
  const locale = useCardLocale();
  const { status, verdict } = execution;
  return (
    <>
      <Link href={`/inbox/${execution.proposal_id}`}>{execution.entity_name}</Link>
      <span>{changeText(execution.diff, locale)}</span>
      <span className={classes.tags}>
        <Tag tone={TONES[status]}>{t(`status.${status}`)}</Tag>
        {verdict && <VerdictTag verdict={verdict} />}
      </span>
    </>
  );
}

function Noticed({ change }: { change: TimelineEntry }) {
  const t = useTranslations('home');
  const platform = useKnown('platforms');
  const words = useChangeWords();
  const { name, via } = change.by;
  return (
    <>
      <strong>{change.entity_name ?? change.entity_id}</strong>
      <span>{words(change)}</span>
      <span className={classes.by}>
        {t('elsewhere', {
          who: [name, via].filter(Boolean).join(' · ') || platform(change.platform),
        })}
      </span>
    </>
  );
}
