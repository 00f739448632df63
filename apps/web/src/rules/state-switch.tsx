'use client';

import { SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { request } from '../api/browser.ts';
import type { RuleState } from '../api/types.ts';
import { useProblemWords } from '../feedback/problem-words.tsx';
import { RULE_STATES } from './rule-states.ts';

/** On, shadow or off; moves only when the server has said yes. */
export function StateSwitch(props: {
  shopId: string;
  ruleId: string;
  name: string;
  state: RuleState;
  disabled: boolean;
}) {
  const t = useTranslations('rules');
  const words = useProblemWords();
  const router = useRouter();
  const [state, setState] = useState(props.state);
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  useEffect(() => setState(props.state), [props.state]);
  const change = async (next: RuleState) => {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    const answer = await request((client, how) =>
      client.rules.update(props.shopId, props.ruleId, { state: next }, how),
    );
    sending.current = false;
    setBusy(false);
    if (answer.ok) {
      setState(answer.data.state);
      notifications.show({ message: t(`changed.${answer.data.state}`, { name: props.name }) });
      router.refresh();
    } else {
      const { title, text } = words(answer.problem);
      notifications.show({ color: 'red', title, message: text, autoClose: 8000 });
    }
  };
  return (
    <SegmentedControl
      size="xs"
      value={state}
      onChange={(next) => void change(next)}
      disabled={props.disabled || busy}
      aria-label={t('stateOf', { name: props.name })}
      data={RULE_STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
    />
  );
}
