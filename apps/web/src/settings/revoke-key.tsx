'use client';

import { useTranslations } from 'next-intl';
import { request } from '../api/browser.ts';
import { AskedButton } from '../inbox/asked-button.tsx';

/** Ends a key after a question. */
export function RevokeKey({ id, name }: { id: string; name: string }) {
  const t = useTranslations('settings.keys');
  return (
    <AskedButton
      label={t('revoke')}
      about={name}
      look={{ variant: 'default', size: 'xs' }}
      title={t('revokeTitle', { name })}
      text={t('revokeText')}
      color="red"
      act={() => request((client, how) => client.apiKeys.revoke(id, how))}
      done={t('revoked')}
    />
  );
}
