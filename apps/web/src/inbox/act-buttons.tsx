'use client';

import { Button, Kbd } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { Proposal } from '../api/types.ts';
import { useShortcutsEnabled } from '../shell/shortcuts-enabled.ts';
import { ACT_KEYS, type Act, actsOn } from './proposal-state.ts';
import type { Acting } from './use-acting.tsx';
import classes from './act-buttons.module.css';

/** What can be done with a proposal; the first one stands out. */
export function ActButtons(props: {
  proposal: Proposal;
  acting: Pick<Acting, 'ask' | 'busy'>;
  canManage: boolean;
  /** Only the first act. */
  brief?: boolean;
  /** Shows which key does it. */
  keys?: boolean;
}) {
  const t = useTranslations('decide');
  const [shortcuts] = useShortcutsEnabled();
  const { proposal, acting } = props;
  const box = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  const { busy } = acting;
  useEffect(() => {
    // The button that was pressed is gone or was disabled meanwhile; the keyboard goes on at the next step.
    if (busy !== null || !hadFocus.current) return;
    hadFocus.current = false;
    if (document.activeElement === document.body) box.current?.querySelector('button')?.focus();
  }, [busy]);
  const acts = actsOn(proposal).slice(0, props.brief ? 1 : undefined);
  if (acts.length === 0) return null;
  if (!props.canManage) return props.brief ? null : <p className={classes.viewer}>{t('viewer')}</p>;
  const isBusy = busy?.ids.has(proposal.id) ?? false;
  return (
    <div className={classes.acts} ref={box}>
      {acts.map((act, index) => (
        <Button
          key={act}
          data-act={act}
          {...(index === 0 && act !== 'undo' ? {} : { variant: 'default' })}
          loading={isBusy && busy?.act === act}
          disabled={busy !== null && !(isBusy && busy.act === act)}
          onClick={() => {
            hadFocus.current = true;
            acting.ask(act, [proposal]);
          }}
          {...(props.keys && shortcuts
            ? {
                'aria-keyshortcuts': ACT_KEYS[act],
                rightSection: (
                  <Kbd size="xs" className={classes.key} aria-hidden>
                    {ACT_KEYS[act].toUpperCase()}
                  </Kbd>
                ),
              }
            : {})}
        >
          {t(wordOf(act, proposal))}
        </Button>
      ))}
    </div>
  );
}

/** Advice is not approved but taken note of, and what is approved is not rejected but called off. */
function wordOf(act: Act, { status, executable }: Proposal): string {
  if (act === 'reject' && status === 'approved') return 'callOff';
  return act === 'approve' && !executable ? 'accept' : `acts.${act}`;
}
