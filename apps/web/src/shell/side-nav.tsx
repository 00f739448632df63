import { Kbd, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconKeyboard, IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { KillSwitchButton } from '../safety/kill-switch-button.tsx';
import { NavLinks } from './nav-links.tsx';
import type { PageName } from './pages.ts';
import type { Waiting } from './waiting.ts';
import { Wordmark } from './wordmark.tsx';
import classes from './shell.module.css';

export function SideNav(props: {
  current: PageName | undefined;
  shopId: string | undefined;
  waiting: Waiting | null;
  person: { name: string; agency: string };
  modifier: string;
  onHelp: () => void;
}) {
  const t = useTranslations('shell');
  return (
    <nav className={classes.side} aria-label={t('navigation')}>
      <Link href="/" className={classes.brand}>
        <Wordmark />
      </Link>
      <UnstyledButton className={classes.search} onClick={() => spotlight.open()}>
        <IconSearch size={16} stroke={1.7} aria-hidden />
        <span>{t('search')}</span>
        <Kbd size="xs" aria-hidden>
          {props.modifier} K
        </Kbd>
      </UnstyledButton>
      <NavLinks current={props.current} shopId={props.shopId} waiting={props.waiting} />
      <div className={classes.foot}>
        <KillSwitchButton />
        <UnstyledButton className={classes.link} onClick={props.onHelp}>
          <IconKeyboard size={18} stroke={1.7} aria-hidden />
          <span>{t('shortcuts')}</span>
        </UnstyledButton>
        <Link href="/settings" className={classes.person}>
          <span className={classes.avatar} aria-hidden>
            {[...props.person.name][0]}
          </span>
          <span className={classes.personText}>
            <strong>{props.person.name}</strong>
            <small>{props.person.agency}</small>
          </span>
        </Link>
      </div>
    </nav>
  );
}
