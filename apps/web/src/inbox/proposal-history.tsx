'use client';

import { changeText } from '@commerce/api/cards';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Execution, Proposal } from '../api/types.ts';
import { formatDay, formatInstant } from '../format/day.ts';
import { useExecutionErrorWords } from './execution-error-words.ts';
import { useCard, useCardLocale } from './use-card.ts';
import { useExecution } from './use-execution.ts';
import classes from './proposal.module.css';

interface Step {
  key: string;
  at: string | null;
  tone?: 'good' | 'bad' | 'warn';
  text: ReactNode;
  detail?: ReactNode;
}

/** What happened to a proposal, from its raising to the verdict on its outcome. */
export function ProposalHistory(props: {
  proposal: Proposal;
  execution: Execution | null;
  timezone: string;
}) {
  const t = useTranslations('proposal');
  const locale = useLocale();
  const steps = useSteps(props.proposal, props.execution, props.timezone);
  return (
    <ol className={classes.history} aria-label={t('history')}>
      {steps.map(({ key, at, tone, text, detail }) => (
        <li key={key} data-tone={tone}>
          <span>{text}</span>
          {detail && <span className={classes.stepDetail}>{detail}</span>}
          {at && <time dateTime={at}>{formatInstant(at, locale, props.timezone)}</time>}
        </li>
      ))}
    </ol>
  );
}

function useSteps(proposal: Proposal, given: Execution | null, timezone: string): Step[] {
  const t = useTranslations('proposal');
  const card = useCard()(proposal, timezone);
  const carriedOut = useExecutionSteps(proposal, given);
  const { rule, decision, status } = proposal;
  const steps: Step[] = [
    {
      key: 'raised',
      at: proposal.created_at,
      text: rule ? (
        <Link href={`/shops/${proposal.shop_id}/rules/${rule.id}`}>
          {t('raisedByRule', { rule: rule.name, version: rule.version })}
        </Link>
      ) : (
        t(`raisedBy.${proposal.source}`)
      ),
    },
  ];
  if (decision) {
    // The card names the time, and the reason of a rejection, itself.
    const detail = status === 'rejected' ? null : decision.reason;
    steps.push({ key: 'decided', at: null, text: card.decided, detail });
  }
  steps.push(...carriedOut);
  if (status === 'expired') steps.push({ key: 'expired', at: null, text: t('expired') });
  if (status === 'superseded') {
    steps.push({
      key: 'superseded',
      at: null,
      text: proposal.superseded_by ? (
        <Link href={`/inbox/${proposal.superseded_by}`}>{t('supersededBy')}</Link>
      ) : (
        t('superseded')
      ),
    });
  }
  return steps;
}

function useExecutionSteps(proposal: Proposal, given: Execution | null): Step[] {
  const t = useTranslations('proposal');
  const decide = useTranslations('decide');
  const locale = useCardLocale();
  const execution = useExecution(proposal, given);
  const errorWords = useExecutionErrorWords();
  const summary = execution ?? proposal.execution;
  if (!summary) return [];
  const { status, error, verdict } = summary;
  const tone = status === 'executed' || status === 'undone' ? 'good' : undefined;
  const steps: Step[] = [
    {
      key: 'executed',
      at: summary.finished_at ?? execution?.started_at ?? null,
      tone: status === 'failed' ? 'bad' : (tone ?? 'warn'),
      text: execution
        ? t(`execution.${status}`, {
            name: execution.executed_by_name ?? decide('somebody'),
            via: decide(`via.${execution.executed_via}`),
          })
        : decide(`status.${status}`),
      detail: error ? errorWords(error) : execution && readBack(execution, locale),
    },
  ];
  if (status === 'undone') {
    steps.push({ key: 'undone', at: null, text: t('undone') });
  }
  if (verdict) {
    const tones = { improved: 'good', worse: 'bad', inconclusive: undefined } as const;
    const step: Step = { key: 'verdict', at: null, text: t(`verdict.${verdict}`) };
    steps.push({ ...step, ...(tones[verdict] ? { tone: tones[verdict] } : {}) });
  } else if (execution?.observe_until && status === 'executed') {
    const day = formatDay(execution.observe_until, locale);
    steps.push({ key: 'observed', at: null, text: t('observed', { day }) });
  }
  return steps;
}

/** What the platform showed before and after the write. */
function readBack({ diff, before, after }: Execution, locale: 'ko' | 'en'): string | null {
  if (!before || !after) return null;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return changeText(
    diff.map((change) => ({
      ...change,
      before: text(before[change.field]) ?? change.before,
      after: text(after[change.field]) ?? change.after,
    })),
    locale,
  );
}
