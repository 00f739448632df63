'use client';

import { changeText } from '@commerce/api/cards';
import { Button } from '@mantine/core';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { Execution } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { formatDay, formatInstant } from '../format/day.ts';
import { useExecutionErrorWords } from '../inbox/execution-error-words.ts';
import type { InboxShop } from '../inbox/inbox-shop.ts';
import { TONES } from '../inbox/proposal-state.ts';
import { useCardLocale } from '../inbox/use-card.ts';
import { useKnown } from '../i18n/use-known.ts';
import { Facts } from './facts.tsx';
import { outcomeFigures, outcomeReason } from './outcome.ts';
import { VerdictTag } from './verdict-tag.tsx';
import classes from './activity.module.css';

/** Reasons that the row's own state does not already tell. */
const TOLD = new Set(['irreversible', 'drifted']);

/** One write: of what, from what to what, by whom, and what came of it. */
export function ExecutionRow(props: {
  execution: Execution;
  shop: InboxShop;
  busyId: string | null;
  onUndo: () => void;
}) {
  const t = useTranslations('activity');
  const decide = useTranslations('decide');
  const errorWords = useExecutionErrorWords();
  const platform = useKnown('platforms');
  const locale = useLocale();
  const cardLocale = useCardLocale();
  const { execution, shop, busyId } = props;
  const { status, verdict, error, not_undoable_reason: whyNot } = execution;
  return (
    <li className={classes.row} data-execution={execution.id}>
      <div className={classes.main}>
        <div className={classes.top}>
          <Link href={`/inbox/${execution.proposal_id}`} prefetch={false}>
            {execution.entity_name}
          </Link>
          <span className={classes.tags}>
            <Tag tone={TONES[status]}>{decide(`status.${status}`)}</Tag>
            {verdict && <VerdictTag verdict={verdict} />}
            {execution.undo_of && <Tag>{t('isUndo')}</Tag>}
            {execution.mode === 'auto_low_risk' && <Tag>{t('automatic')}</Tag>}
          </span>
        </div>
        <p className={classes.change}>{changeText(execution.diff, cardLocale)}</p>
        {error && <p className={classes.error}>{errorWords(error)}</p>}
        <Outcome execution={execution} />
        <p className={classes.meta}>
          {t('byLine', {
            name: execution.executed_by_name ?? decide('somebody'),
            via: decide(`via.${execution.executed_via}`),
          })}
          {' · '}
          <time dateTime={execution.started_at}>
            {formatInstant(execution.started_at, locale, shop.timezone)}
          </time>
          {' · '}
          {shop.name} · {platform(execution.platform)}
        </p>
        {status === 'executed' && whyNot && TOLD.has(whyNot) && (
          <p className={classes.meta}>{t(`notUndoable.${whyNot as 'drifted'}`)}</p>
        )}
        <Facts
          label={t('facts.label')}
          parts={[
            { title: t('facts.before'), facts: execution.before },
            { title: t('facts.after'), facts: execution.after },
            { title: t('facts.request'), facts: execution.request },
            { title: t('facts.response'), facts: execution.response },
          ]}
        />
      </div>
      {execution.undoable && shop.canManage && (
        <Button
          variant="default"
          size="xs"
          loading={busyId === execution.id}
          disabled={busyId !== null && busyId !== execution.id}
          onClick={props.onUndo}
        >
          {decide('acts.undo')}
          <span className="visually-hidden">{execution.entity_name}</span>
        </Button>
      )}
    </li>
  );
}

/** How it went, in money, or when that will be known. */
function Outcome({ execution }: { execution: Execution }) {
  const t = useTranslations('activity.outcome');
  const locale = useLocale();
  const { verdict, status, observe_until: until, undo_of: undoOf } = execution;
  if (verdict === null) {
    if (!until || status !== 'executed' || undoOf) return null;
    return <p className={classes.meta}>{t('later', { day: formatDay(until, locale) })}</p>;
  }
  const figures = outcomeFigures(execution, locale);
  const reason = outcomeReason(execution);
  return (
    <p className={classes.meta}>
      {figures
        ? t('figures', { ...figures })
        : reason && t.has(`reasons.${reason}` as never) && t(`reasons.${reason}` as never)}
    </p>
  );
}
