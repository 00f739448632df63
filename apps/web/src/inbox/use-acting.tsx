'use client';

import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { Problem } from '../api/problem.ts';
import type { Proposal } from '../api/types.ts';
import { useWriteProblemWords } from '../feedback/problem-words.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { type Act, actsOn, asksTwice } from './proposal-state.ts';
import { RejectDialog } from './reject-dialog.tsx';
import { ResultsDialog } from './results-dialog.tsx';
import { type Extra, type Outcome, sendAct } from './send-act.ts';
import { SnoozeDialog } from './snooze-dialog.tsx';
import { readAgain } from './use-rows.ts';
import { useVerdictWords } from './verdict-words.ts';

/** What the API takes at once. */
const MOST = 100;
/** A second click that was meant for one button must not reach the one that takes its place. */
const SETTLE_MS = 400;

interface Wish {
  act: Act;
  proposals: readonly Proposal[];
}

export interface Acting {
  /** Starts an act; a question may come first. Nothing happens while another one is under way. */
  ask: (act: Act, proposals: readonly Proposal[]) => void;
  /** What is being sent right now. */
  busy: { act: Act; ids: ReadonlySet<string> } | null;
  /** The questions and answers; to be put somewhere on the page. */
  dialogs: ReactNode;
}

/** One way to decide, carry out and undo for every place that shows proposals. */
export function useActing(options: {
  /** Proposals as they are after an act. */
  onFresh: (proposals: Proposal[]) => void;
}): Acting {
  const { onFresh } = options;
  const t = useTranslations('decide');
  const problemWords = useWriteProblemWords();
  const verdictWords = useVerdictWords();
  const router = useRouter();
  const isSending = useRef(false);
  const [busy, setBusy] = useState<Acting['busy']>(null);
  const [wish, setWish] = useState<Wish | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sent, setSent] = useState<Wish | null>(null);
  const isOpen = useRef(false);
  const [results, setResults] = useState<{ act: Act; outcomes: Outcome[] } | null>(null);

  const close = useCallback(() => {
    isOpen.current = false;
    setWish(null);
  }, []);

  const run = useCallback(
    async (wanted: Wish, extra: Extra = {}) => {
      // State is too late to stop a second click of the same instant.
      if (isSending.current) return;
      isSending.current = true;
      setSent(wanted);
      const { act, proposals } = wanted;
      const mine = { act, ids: new Set(proposals.map(({ id }) => id)) };
      setBusy(mine);
      setProblem(null);
      const ids = proposals.map(({ id }) => id);
      try {
        const answer = await sendAct(act, proposals, extra);
        if (!answer.ok) {
          const { title, text } = problemWords(answer.problem);
          // A question stays open with what is typed there.
          if (isOpen.current) setProblem(answer.problem);
          else notifications.show({ color: 'red', title, message: text, autoClose: 8000 });
          // A lost answer says nothing of what became of it; the proposals themselves do.
          if (answer.problem.code === 'unavailable') onFresh(await readAgain(ids));
          return;
        }
        close();
        onFresh(await readAgain(ids));
        const [only] = answer.data;
        if (answer.data.length > 1) setResults({ act, outcomes: answer.data });
        else if (only) {
          notifications.show({
            ...(only.verdict.ok ? {} : { color: 'red', autoClose: 8000 }),
            title: only.proposal.entity_name,
            message: verdictWords(act, only.verdict, only.proposal),
          });
        }
        router.refresh();
      } finally {
        isSending.current = false;
        setSent(null);
        setTimeout(() => setBusy((now) => (now === mine ? null : now)), SETTLE_MS);
      }
    },
    [close, onFresh, problemWords, verdictWords, router],
  );

  const ask = useCallback(
    (act: Act, proposals: readonly Proposal[]) => {
      if (isSending.current || proposals.length === 0) return;
      if (!proposals.some((proposal) => actsOn(proposal).includes(act))) {
        const isAdvice = proposals.every(({ executable }) => !executable);
        notifications.show({
          message: t(act === 'execute' && isAdvice ? 'codes.not_executable' : `notNow.${act}`),
        });
        return;
      }
      if (proposals.length > MOST) {
        notifications.show({ color: 'red', message: t('tooMany', { most: MOST }) });
        return;
      }
      const next = { act, proposals };
      setProblem(null);
      isOpen.current = act === 'reject' || act === 'snooze' || asksTwice(act, proposals);
      if (isOpen.current) setWish(next);
      else void run(next);
    },
    [run, t],
  );

  const question = {
    problem: problem && problemWords(problem),
    // Not `busy`, which holds on a little: a question that comes right after an act can be answered.
    busy: sent !== null && sent === wish,
    onClose: close,
  };
  const dialogs = (
    <>
      {wish?.act === 'reject' && (
        <RejectDialog
          {...question}
          proposals={wish.proposals}
          onReject={(reason) => void run(wish, { reason })}
        />
      )}
      {wish?.act === 'snooze' && (
        <SnoozeDialog
          {...question}
          proposals={wish.proposals}
          onSnooze={(until) => void run(wish, { until })}
        />
      )}
      {wish && wish.act !== 'reject' && wish.act !== 'snooze' && (
        <ConfirmDialog
          {...question}
          act={wish.act}
          proposals={wish.proposals}
          onConfirm={() => void run(wish)}
        />
      )}
      {results && (
        <ResultsDialog
          act={results.act}
          outcomes={results.outcomes}
          onClose={() => setResults(null)}
        />
      )}
    </>
  );
  return { ask, busy, dialogs };
}
