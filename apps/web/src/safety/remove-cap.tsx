'use client';

import { useTranslations } from 'next-intl';
import { request } from '../api/browser.ts';
import { AskedButton } from '../inbox/asked-button.tsx';
import type { CapScope } from './cap-scopes.ts';

/** Takes limits away, and with them the right to write. */
export function RemoveCap(props: { shopId: string; scope: CapScope; onDone: () => void }) {
  const t = useTranslations('caps');
  const { platform, currency } = props.scope;
  return (
    <AskedButton
      label={t('remove')}
      look={{ variant: 'subtle', color: 'red' }}
      title={t('removeTitle')}
      text={t('removeText')}
      color="red"
      act={() =>
        request((client, how) => client.caps.remove(props.shopId, { platform, currency }, how))
      }
      done={t('removed')}
      onDone={props.onDone}
    />
  );
}
