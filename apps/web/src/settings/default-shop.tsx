'use client';

import { NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { request } from '../api/browser.ts';
import { useProblemWords } from '../feedback/problem-words.tsx';

/** The shop that is opened first; kept in the profile, so it holds on every device. */
export function DefaultShop(props: { shops: { id: string; name: string }[]; current: string }) {
  const t = useTranslations('settings.profile');
  const words = useProblemWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const choose = async (id: string) => {
    setBusy(true);
    const answer = await request((client, how) => client.shops.setDefault(id, how));
    setBusy(false);
    if (answer.ok) {
      notifications.show({ message: t('firstShopSaved', { shop: answer.data.name }) });
      router.refresh();
    } else {
      const { title, text } = words(answer.problem);
      notifications.show({ color: 'red', title, message: text, autoClose: 8000 });
    }
  };
  return (
    <NativeSelect
      label={t('firstShop')}
      description={t('firstShopHint')}
      size="md"
      value={props.current}
      disabled={busy}
      onChange={(event) => void choose(event.currentTarget.value)}
      data={props.shops.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
