'use client';

import { Button, Checkbox, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AccountChoice } from '../api/types.ts';
import { useNoteWords } from '../sync/use-note-words.ts';
import { FormMessage } from './form-message.tsx';
import classes from './connect.module.css';

/** The ad accounts a token can see, to choose from. */
export function AccountList(props: {
  accounts: AccountChoice[];
  busy: boolean;
  onConnect: (ids: string[]) => void;
  onBack: () => void;
}) {
  const t = useTranslations('connect.meta');
  const noteWords = useNoteWords();
  const only = props.accounts.length === 1 ? props.accounts[0] : undefined;
  const [chosen, setChosen] = useState<string[]>(only ? [only.external_account_id] : []);
  const [complains, setComplains] = useState(false);
  const connect = () => {
    setComplains(chosen.length === 0);
    if (chosen.length > 0) props.onConnect(chosen);
  };
  return (
    <>
      {props.accounts.length === 0 ? (
        <FormMessage tone="warn" text={t('chooseNone')} />
      ) : (
        <Checkbox.Group
          label={t('choose')}
          value={chosen}
          onChange={setChosen}
          error={complains && chosen.length === 0 ? t('chooseOne') : null}
        >
          <div className={classes.accounts}>
            {props.accounts.map((account) => (
              <Checkbox
                key={account.external_account_id}
                value={account.external_account_id}
                label={account.name}
                description={[
                  account.external_account_id,
                  account.currency,
                  account.timezone,
                  ...account.coded_warnings.map(noteWords),
                ].join(' · ')}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Group gap="xs">
        {props.accounts.length > 0 && (
          <Button onClick={connect} loading={props.busy}>
            {t('submit', { count: chosen.length })}
          </Button>
        )}
        <Button variant="default" onClick={props.onBack}>
          {t('back')}
        </Button>
      </Group>
    </>
  );
}
