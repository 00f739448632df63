'use client';

import { useTranslations } from 'next-intl';
import { request } from '../api/browser.ts';
import { AskedButton } from '../inbox/asked-button.tsx';

/** Lets a chat out again after a question. */
export function RemoveChat({ id, name }: { id: string; name: string }) {
  const t = useTranslations('notify.telegram');
  return (
    <AskedButton
      label={t('remove')}
      look={{ variant: 'subtle', color: 'red' }}
      title={t('removeTitle', { name })}
      text={t('removeText')}
      color="red"
      act={() => request((client, how) => client.notifications.removeChat(id, how))}
      done={t('removed')}
    />
  );
}
