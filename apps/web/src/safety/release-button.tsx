'use client';

import { useTranslations } from 'next-intl';
import { request } from '../api/browser.ts';
import type { KillSwitch } from '../api/types.ts';
import { AskedButton } from '../inbox/asked-button.tsx';

/** Lets changes go on after a question that says what then happens. */
export function ReleaseButton(props: {
  shop?: { id: string; name: string };
  mode: KillSwitch['mode'];
  large?: boolean;
}) {
  const t = useTranslations('safety.release');
  const { shop } = props;
  return (
    <AskedButton
      label={t('submit')}
      about={shop?.name}
      look={{ variant: 'default', size: props.large ? 'md' : 'xs' }}
      title={shop ? t('titleShop', { shop: shop.name }) : t('title')}
      text={t(`text.${props.mode}`)}
      act={() => request((client, how) => client.killSwitch.release(shop?.id, how))}
      done={t('done')}
    />
  );
}
