'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { request } from '../api/browser.ts';
import type { Me, Shop } from '../api/types.ts';
import { Panel } from '../shell/panel.tsx';
import { defaultShop } from '../shell/shop-link.ts';
import { DefaultShop } from './default-shop.tsx';
import classes from './settings.module.css';

export function ProfilePanel(props: { me: Me; shops: Shop[] }) {
  const { me, shops } = props;
  const first = defaultShop(shops);
  const t = useTranslations('settings.profile');
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    await request((client, how) => client.auth.signOut(undefined, how));
    window.location.assign('/sign-in');
  };
  return (
    <Panel title={t('title')}>
      <div className={classes.body}>
        <dl className={classes.facts}>
          <dt>{t('name')}</dt>
          <dd>{me.display_name}</dd>
          <dt>{t('email')}</dt>
          <dd>{me.email}</dd>
          <dt>{t('agency')}</dt>
          <dd>{me.agency.name}</dd>
          <dt>{t('role')}</dt>
          <dd>{t(`roles.${me.role}`)}</dd>
        </dl>
        {first && shops.length > 1 && (
          <DefaultShop shops={shops.map(({ id, name }) => ({ id, name }))} current={first.id} />
        )}
        <Button variant="default" loading={busy} onClick={() => void leave()}>
          {t('signOut')}
        </Button>
      </div>
    </Panel>
  );
}
