'use client';

import { Button, CloseButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Proposal } from '../api/types.ts';
import { ACTS, actsOn } from './proposal-state.ts';
import type { Acting } from './use-acting.tsx';
import classes from './inbox.module.css';

/** What can be done with all marked rows at once. */
export function BatchBar(props: { proposals: Proposal[]; acting: Acting; onClear: () => void }) {
  const t = useTranslations('decide');
  const inbox = useTranslations('inbox');
  const { proposals, acting } = props;
  const possible = ACTS.filter((act) =>
    proposals.some((proposal) => actsOn(proposal).includes(act)),
  );
  return (
    <div className={classes.batch} role="group" aria-label={inbox('batch')}>
      <strong aria-live="polite">{inbox('selected', { count: proposals.length })}</strong>
      {possible.map((act, index) => (
        <Button
          key={act}
          size="xs"
          {...(index === 0 ? {} : { variant: 'default' })}
          loading={acting.busy?.act === act}
          disabled={acting.busy !== null && acting.busy.act !== act}
          onClick={() => acting.ask(act, proposals)}
        >
          {t(`acts.${act}`)}
        </Button>
      ))}
      <CloseButton size="sm" aria-label={inbox('clear')} onClick={props.onClear} />
    </div>
  );
}
