'use client';

import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { KillSwitchButton } from '../safety/kill-switch-button.tsx';
import { NavLinks } from './nav-links.tsx';
import { PAGES, PHONE_PAGES, type PageName } from './pages.ts';
import type { Waiting } from './waiting.ts';
import classes from './shell.module.css';

const OTHERS = PAGES.map(({ name }) => name).filter((name) => !PHONE_PAGES.includes(name));

/** The phone's navigation: four pages under the thumb, and the others one tap away. */
export function BottomBar(props: {
  current: PageName | undefined;
  shopId: string | undefined;
  waiting: Waiting | null;
}) {
  const t = useTranslations('shell');
  const [opened, { open, close }] = useDisclosure(false);
  const isElsewhere = props.current !== undefined && OTHERS.includes(props.current);
  return (
    <>
      <nav className={classes.bottom} aria-label={t('navigation')}>
        <NavLinks {...props} only={PHONE_PAGES}>
          <li>
            <UnstyledButton
              className={classes.link}
              onClick={open}
              aria-haspopup="dialog"
              data-here={isElsewhere || undefined}
            >
              <IconDots size={18} stroke={1.7} aria-hidden />
              <span>{t('more')}</span>
            </UnstyledButton>
          </li>
        </NavLinks>
      </nav>
      <Drawer
        opened={opened}
        onClose={close}
        position="bottom"
        size="auto"
        classNames={{ inner: classes.drawer, content: classes.drawerContent }}
        title={t('more')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <div className={classes.sheet}>
          <NavLinks {...props} only={OTHERS} onOpen={close} />
          <KillSwitchButton />
        </div>
      </Drawer>
    </>
  );
}
