'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { request } from '../api/browser.ts';
import { AskedButton } from '../inbox/asked-button.tsx';

/** Puts a rule away after a question, and goes back to the list. */
export function ArchiveRule(props: { shopId: string; ruleId: string; name: string }) {
  const t = useTranslations('rules');
  const router = useRouter();
  return (
    <AskedButton
      label={t('archive')}
      look={{ variant: 'default' }}
      title={t('archiveTitle', { name: props.name })}
      text={t('archiveText')}
      color="red"
      act={() => request((client, how) => client.rules.archive(props.shopId, props.ruleId, how))}
      done={t('archived', { name: props.name })}
      onDone={() => router.push(`/shops/${props.shopId}/rules`)}
    />
  );
}
