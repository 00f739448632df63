'use client';

import { useParams, usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { KillSwitchDialog } from '../safety/kill-switch-dialog.tsx';
import { KeepSession } from '../session/keep-session.tsx';
import type { KillSwitch } from '../api/types.ts';
import { BottomBar } from './bottom-bar.tsx';
import { CommandPalette } from './command-palette.tsx';
import { pageOf } from './pages.ts';
import { Shortcuts } from './shortcuts.tsx';
import type { ShopLink } from './shop-link.ts';
import { SideNav } from './side-nav.tsx';
import { StopBanner } from './stop-banner.tsx';
import type { Waiting } from './waiting.ts';
import classes from './shell.module.css';

/** Navigation, palette and shortcuts around every signed-in page. */
export function Shell(props: {
  shops: ShopLink[];
  defaultShopId: string | undefined;
  person: { name: string; agency: string };
  /** Null where it could not be read. */
  waiting: Waiting | null;
  stops: KillSwitch['stops'];
  now: number;
  /** Of the palette's shortcut. */
  modifier: string;
  children: ReactNode;
}) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  const params = useParams<{ shopId?: string }>();
  const [helpOpened, setHelpOpened] = useState(false);
  const [stopOpened, setStopOpened] = useState(false);
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
        waiting={props.waiting}
        person={props.person}
        modifier={props.modifier}
        onHelp={() => setHelpOpened(true)}
      />
      <main id="content" tabIndex={-1} className={classes.main}>
        <StopBanner stops={props.stops} now={props.now} />
        {props.children}
      </main>
      <BottomBar current={current} shopId={shopId} waiting={props.waiting} />
      <CommandPalette
        shops={props.shops}
        shop={shop}
        onHelp={() => setHelpOpened(true)}
        onStop={() => setStopOpened(true)}
      />
      {stopOpened && <KillSwitchDialog onClose={() => setStopOpened(false)} />}
      <Shortcuts
        shop={shop}
        shopId={shopId}
        modifier={props.modifier}
        helpOpened={helpOpened}
        onHelp={setHelpOpened}
      />
      <KeepSession />
    </div>
  );
}
