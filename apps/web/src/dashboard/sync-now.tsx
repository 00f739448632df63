'use client';

import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useSyncNow } from '../shell/use-sync-now.ts';

export function SyncNow(props: {
  shop: { id: string; name: string };
  canSync: boolean;
  syncing: boolean;
}) {
  const t = useTranslations('shell');
  const { run, busy } = useSyncNow(props.shop);
  if (!props.canSync) return null;
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={16} stroke={1.8} aria-hidden />}
      onClick={() => void run()}
      loading={busy}
      disabled={props.syncing}
    >
      {t('syncNow')}
    </Button>
  );
}
