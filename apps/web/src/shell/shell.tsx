'use client';

import { useParams, usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { KeepSession } from '../session/keep-session.tsx';
import { CommandPalette } from './command-palette.tsx';
import { pageOf } from './pages.ts';
import { NavLinks } from './nav-links.tsx';
import { Shortcuts } from './shortcuts.tsx';
import type { ShopLink } from './shop-link.ts';
import { SideNav } from './side-nav.tsx';
import classes from './shell.module.css';

/** Navigation, palette and shortcuts around every signed-in page. */
export function Shell(props: {
  shops: ShopLink[];
  defaultShopId: string | undefined;
  person: { name: string; agency: string };
  children: ReactNode;
}) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const params = useParams<{ shopId?: string }>();
  const [helpOpened, setHelpOpened] = useState(false);
  const shopId = params.shopId ?? props.defaultShopId;
  const shop = props.shops.find((candidate) => candidate.id === shopId);
  const current = pageOf(pathname);

  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content">
        {t('skip')}
      </a>
      <SideNav
        current={current}
        shopId={shopId}
        person={props.person}
        onHelp={() => setHelpOpened(true)}
      />
      <main id="content" tabIndex={-1} className={classes.main}>
        {props.children}
      </main>
      <nav className={classes.bottom} aria-label={t('navigation')}>
        <NavLinks current={current} shopId={shopId} />
      </nav>
      <CommandPalette shops={props.shops} shop={shop} onHelp={() => setHelpOpened(true)} />
      <Shortcuts shop={shop} shopId={shopId} helpOpened={helpOpened} onHelp={setHelpOpened} />
      <KeepSession />
    </div>
  );
}
