'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { request } from '../api/browser.ts';
import type { Problem } from '../api/problem.ts';
import type { MemberVerdict, UndoCandidate } from '../api/types.ts';
import { Dialog } from '../inbox/dialog.tsx';
import type { InboxShop } from '../inbox/inbox-shop.ts';
import { sendUndo } from './send-undo.ts';
import { UndoPreview } from './undo-preview.tsx';
import { UndoResults } from './undo-results.tsx';
import { UndoWhen } from './undo-when.tsx';

type Stage =
  | { name: 'when' }
  | { name: 'preview'; candidates: UndoCandidate[] }
  | { name: 'results'; candidates: UndoCandidate[]; verdicts: MemberVerdict[] };

/** Since when, then what that would do, then what became of each. */
export function UndoSinceDialog(props: {
  shops: InboxShop[];
  shopId: string | undefined;
  onClose: () => void;
}) {
  const t = useTranslations('activity.undoSince');
  const router = useRouter();
  const [stage, setStage] = useState<Stage>({ name: 'when' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const preview = async (since: string, shopId: string | undefined) => {
    setBusy(true);
    setProblem(null);
    const answer = await request((client, how) =>
      client.executions.undo({ since, preview: true, ...(shopId && { shop_id: shopId }) }, how),
    );
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    setStage({ name: 'preview', candidates: answer.data.candidates });
  };
  const undo = async (candidates: UndoCandidate[]) => {
    setBusy(true);
    setProblem(null);
    // What was shown is what is undone: changes made meanwhile are not.
    const ids = candidates.filter(({ undoable }) => undoable).map(({ execution }) => execution.id);
    const answer = await sendUndo(ids);
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    router.refresh();
    setStage({ name: 'results', candidates, verdicts: answer.data });
  };
  return (
    <Dialog title={t(`titles.${stage.name}`)} onClose={props.onClose}>
      {stage.name === 'when' && (
        <UndoWhen
          shops={props.shops}
          shopId={props.shopId}
          busy={busy}
          problem={problem}
          onCancel={props.onClose}
          onChoose={(since, shopId) => void preview(since, shopId)}
        />
      )}
      {stage.name === 'preview' && (
        <UndoPreview
          candidates={stage.candidates}
          busy={busy}
          problem={problem}
          onBack={() => setStage({ name: 'when' })}
          onUndo={() => void undo(stage.candidates)}
        />
      )}
      {stage.name === 'results' && <UndoResults {...stage} onClose={props.onClose} />}
    </Dialog>
  );
}
