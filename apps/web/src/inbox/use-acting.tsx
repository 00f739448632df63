'use client';

import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { useProblemWords } from '../feedback/problem-words.ts';
import type { Proposal } from '../api/types.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { type Act, actsOn, asksTwice } from './proposal-state.ts';
import { RejectDialog } from './reject-dialog.tsx';
import { ResultsDialog } from './results-dialog.tsx';
import { type Extra, type Outcome, sendAct } from './send-act.ts';
import { SnoozeDialog } from './snooze-dialog.tsx';
import { readAgain } from './use-rows.ts';
import { useVerdictWords } from './verdict-words.ts';

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
  const problemWords = useProblemWords();
  const verdictWords = useVerdictWords();
  const router = useRouter();
  const isSending = useRef(false);
  const [busy, setBusy] = useState<Acting['busy']>(null);
  const [wish, setWish] = useState<Wish | null>(null);
  const [results, setResults] = useState<{ act: Act; outcomes: Outcome[] } | null>(null);

  const run = useCallback(
    async ({ act, proposals }: Wish, extra: Extra = {}) => {
      // State is too late to stop a second click of the same instant.
      if (isSending.current) return;
      isSending.current = true;
      const mine = { act, ids: new Set(proposals.map(({ id }) => id)) };
      setBusy(mine);
      setWish(null);
      try {
        const answer = await sendAct(act, proposals, extra);
        if (!answer.ok) {
          const { title, text } = problemWords(answer.problem);
          notifications.show({ color: 'red', title, message: text, autoClose: 8000 });
          return;
        }
        onFresh(await readAgain(proposals.map(({ id }) => id)));
        const [only] = answer.data;
        if (answer.data.length > 1) setResults({ act, outcomes: answer.data });
        else if (only) {
          notifications.show({
            ...(only.verdict.ok ? {} : { color: 'red', autoClose: 8000 }),
            title: only.proposal.entity_name,
            message: verdictWords(act, only.verdict),
          });
        }
        router.refresh();
      } finally {
        isSending.current = false;
        setTimeout(() => setBusy((now) => (now === mine ? null : now)), SETTLE_MS);
      }
    },
    [onFresh, problemWords, verdictWords, router],
  );

  const ask = useCallback(
    (act: Act, proposals: readonly Proposal[]) => {
      if (isSending.current || proposals.length === 0) return;
      if (!proposals.some((proposal) => actsOn(proposal).includes(act))) {
        notifications.show({ message: t(`notNow.${act}`) });
        return;
      }
      const next = { act, proposals };
      if (act === 'reject' || act === 'snooze' || asksTwice(act, proposals)) setWish(next);
      else void run(next);
    },
    [run, t],
  );

  const close = () => setWish(null);
  const dialogs = (
    <>
      {wish?.act === 'reject' && (
        <RejectDialog
          proposals={wish.proposals}
          onClose={close}
          onReject={(reason) => void run(wish, { reason })}
        />
      )}
      {wish?.act === 'snooze' && (
        <SnoozeDialog
          proposals={wish.proposals}
          onClose={close}
          onSnooze={(until) => void run(wish, { until })}
        />
      )}
      {wish && wish.act !== 'reject' && wish.act !== 'snooze' && (
        <ConfirmDialog
          act={wish.act}
          proposals={wish.proposals}
          onClose={close}
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
