'use client';

import { Kbd, Modal } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { PRESETS, rangeQuery } from '../range/range.ts';
import { pageKeys } from './page-keys.ts';
import { PAGES, pagePath } from './pages.ts';
import { pressedKey } from './pressed-key.ts';
import type { ShopLink } from './shop-link.ts';
import { useShortcutsEnabled } from './shortcuts-enabled.ts';
import { useSyncNow } from './use-sync-now.ts';
import { useToggleScheme } from './use-toggle-scheme.ts';
import classes from './shortcuts.module.css';

const CHORD_MS = 1200;
// Not 0: an event's time counts from the page's own start.
const NEVER = -CHORD_MS;

const TYPED_INTO =
  'input:not([type="checkbox"]), textarea, select, [role="dialog"], [role="menu"], [role="listbox"]';

const isTyping = (event: KeyboardEvent): boolean => {
  const target = event.target instanceof HTMLElement ? event.target : null;
  return Boolean(target?.isContentEditable || target?.closest(TYPED_INTO));
};

/** Listens for the page-wide keys (`g d`, `r`, `t`, `?`, …) and holds their list. */
export function Shortcuts(props: {
  shop: ShopLink | undefined;
  shopId: string | undefined;
  modifier: string;
  helpOpened: boolean;
  onHelp: (opened: boolean) => void;
}) {
  const t = useTranslations('shell');
  const router = useRouter();
  const toggleScheme = useToggleScheme();
  const sync = useSyncNow(props.shop?.canSync ? props.shop : undefined);
  const [enabled] = useShortcutsEnabled();
  const { shopId, onHelp } = props;
  const goPressedAt = useRef(NEVER);

  useEffect(() => {
    if (!enabled) return;
    const go = (key: string): boolean => {
      const page = PAGES.find((candidate) => candidate.key === key);
      if (page) router.push(pagePath(page.name, shopId));
      return page !== undefined;
    };
    const single: Record<string, () => void> = {
      '?': () => onHelp(true),
      t: toggleScheme,
      r: () => void sync.run(),
    };
    PRESETS.forEach((preset, index) => {
      single[String(index + 1)] = () => {
        if (shopId) router.push(`/shops/${shopId}${rangeQuery(preset)}`);
      };
    });
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event)) return;
      const inChord = event.timeStamp - goPressedAt.current < CHORD_MS;
      goPressedAt.current = NEVER;
      const pressed = pressedKey(event);
      if (inChord && go(pressed)) return;
      if (pressed === 'g') {
        goPressedAt.current = event.timeStamp;
        return;
      }
      const own = pageKeys().find(({ key }) => key === pressed);
      if (own) own.run(event);
      else single[pressed]?.();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled, router, shopId, onHelp, toggleScheme, sync]);

  const rows = [
    { keys: [props.modifier, 'K'], text: t('search') },
    ...(props.helpOpened ? pageKeys() : []).map(({ key, text }) => ({ keys: [key], text })),
    ...PAGES.map(({ name, key }) => ({ keys: ['g', key], text: t(`pages.${name}`) })),
    ...PRESETS.map((preset, index) => ({ keys: [String(index + 1)], text: t(`ranges.${preset}`) })),
    ...(props.helpOpened && pageKeys().some(({ key }) => key === 'r')
      ? []
      : [{ keys: ['r'], text: t('syncNow') }]),
    { keys: ['t'], text: t('toggleTheme') },
    { keys: ['?'], text: t('shortcuts') },
  ];
  return (
    <Modal
      opened={props.helpOpened}
      onClose={() => onHelp(false)}
      title={t('shortcuts')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <dl className={classes.list}>
        {rows.map(({ keys, text }) => (
          <div key={text}>
            <dt>{text}</dt>
            <dd>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
