'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';

export function RetryButton() {
  const t = useTranslations('problems');
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Button
      variant="default"
      loading={pending}
      onClick={() => startTransition(() => router.refresh())}
    >
      {t('retry')}
    </Button>
  );
}
