'use client';

import { changeText, reasonText } from '@commerce/api/cards';
import { Button } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Tag } from '../feedback/tag.tsx';
import { formatDay, formatDayRange } from '../format/day.ts';
import { formatMoney } from '../format/number.ts';
import { useCardLocale } from '../inbox/use-card.ts';
import type { BacktestAccount } from './backtest-chart.ts';
import { type FiringGroup, firingGroups } from './firing-groups.ts';
import { toneOf } from './totals.tsx';
import classes from './backtest.module.css';

const SHOWN = 6;

/** Every object the rule would have spoken about, and what came of the days after it. */
export function FiringList({ account, title }: { account: BacktestAccount; title: string }) {
  const t = useTranslations('backtest');
  const [all, setAll] = useState(false);
  const groups = useMemo(() => firingGroups(account.firings), [account]);
  if (groups.length === 0) return <p className={classes.none}>{t('noFirings')}</p>;
  return (
    <>
      <h3 className={classes.listTitle}>{title}</h3>
      <ul className={classes.firings} aria-label={title}>
        {(all ? groups : groups.slice(0, SHOWN)).map((group) => (
          <GroupRow key={group.key} group={group} currency={account.currency} />
        ))}
      </ul>
      {!all && groups.length > SHOWN && (
        <div className={classes.more}>
          <Button variant="default" size="xs" onClick={() => setAll(true)}>
            {t('showAll', { count: groups.length })}
          </Button>
        </div>
      )}
    </>
  );
}

function GroupRow({ group, currency }: { group: FiringGroup; currency: string }) {
  const t = useTranslations('backtest');
  const names = useTranslations('rules');
  const locale = useLocale();
  const words = useCardLocale();
  const { firings } = group;
  const [first] = firings;
  const change = changeText(first.diff, words);
  return (
    <li>
      <div className={classes.firingWhat}>
        <span className={classes.firingHead}>
          <strong>{first.entity_name}</strong>
          <Marks group={group} />
        </span>
        <span>
          {names(`levels.${first.level}`)} · {change ?? names(`kinds.${first.kind}`)}
        </span>
        <p>
          {t('firstTime', { day: formatDay(first.day, locale) })} {reasonText(first.reason, words)}
        </p>
        {firings.length > 1 && <Days group={group} />}
      </div>
      <Money group={group} currency={currency} />
    </li>
  );
}

/** How the final figures mark what was said about the object. */
function Marks({ group }: { group: FiringGroup }) {
  const t = useTranslations('backtest');
  const { judged, correct } = group;
  return (
    <>
      {judged === 0 && <Tag>{t('verdicts.open')}</Tag>}
      {judged > 0 && correct === judged && <Tag tone="good">{t('verdicts.right')}</Tag>}
      {judged > 0 && correct === 0 && <Tag tone="bad">{t('verdicts.wrong')}</Tag>}
      {correct > 0 && correct < judged && <Tag tone="warn">{t('judged', { correct, judged })}</Tag>}
      {group.reconstructed && <Tag>{t('basis.reconstructed')}</Tag>}
    </>
  );
}

function Days({ group: { firings } }: { group: FiringGroup }) {
  const t = useTranslations('backtest');
  const locale = useLocale();
  const words = useCardLocale();
  const last = firings.at(-1) ?? firings[0];
  return (
    <details className={classes.days}>
      <summary>
        {t('times', {
          count: firings.length,
          range: formatDayRange(firings[0].day, last.day, locale),
        })}
      </summary>
      <ul>
        {firings.slice(1).map((firing) => (
          <li key={firing.at}>
            <time dateTime={firing.day}>{formatDay(firing.day, locale)}</time>
            <span>{reasonText(firing.reason, words)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Money({ group, currency }: { group: FiringGroup; currency: string }) {
  const t = useTranslations('backtest');
  const locale = useLocale();
  const money = (amount: string) => formatMoney(amount, currency, locale);
  const { net, saved, lost } = group;
  if (net === null) {
    const isOpen = group.firings.every(({ outcome }) => outcome.days === null);
    return (
      <div className={classes.firingMoney}>
        <small>{t(isOpen ? 'notFinal' : 'noMoney')}</small>
      </div>
    );
  }
  const parts = [
    saved === null ? null : t('savedShort', { amount: money(saved) }),
    lost === null ? null : t('lostShort', { amount: money(lost) }),
  ];
  return (
    <div className={classes.firingMoney}>
      <strong data-tone={toneOf(net)}>{money(net)}</strong>
      <small>{parts.map((part) => part !== null && <span key={part}>{part}</span>)}</small>
    </div>
  );
}
