'use client';

import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconHandStop,
  IconKeyboard,
  IconLanguage,
  IconMoon,
  IconRefresh,
  IconSearch,
} from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { LOCALE_NAMES, LOCALES } from '../i18n/locales.ts';
import { useSwitchLocale } from '../i18n/use-switch-locale.ts';
import { FreshnessDot } from '../feedback/freshness-dot.tsx';
import { useKnown } from '../i18n/use-known.ts';
import { PAGES, pagePath } from './pages.ts';
import type { ShopLink } from './shop-link.ts';
import { useSyncNow } from './use-sync-now.ts';
import { useToggleScheme } from './use-toggle-scheme.ts';

const icon = { size: 18, stroke: 1.7 } as const;

/** ⌘K or Ctrl+K: jump to a shop or page, or do one of the few things that work everywhere. */
export function CommandPalette(props: {
  shops: ShopLink[];
  shop: ShopLink | undefined;
  onHelp: () => void;
  onStop: () => void;
}) {
  const t = useTranslations('shell');
  const safety = useTranslations('safety.stop');
  const platform = useKnown('platforms');
  const locale = useLocale();
  const router = useRouter();
  const switchLocale = useSwitchLocale();
  const toggleScheme = useToggleScheme();
  const sync = useSyncNow(props.shop);

  const pages = PAGES.map(({ name, icon: Icon }) => ({
    id: `page-${name}`,
    label: t(`pages.${name}`),
    leftSection: <Icon {...icon} />,
    onClick: () => router.push(pagePath(name, props.shop?.id)),
  }));
  const shops = props.shops.map((shop) => ({
    id: `shop-${shop.id}`,
    label: shop.name,
    description: [shop.currency, ...shop.platforms.map(platform)].join(' · '),
    leftSection: <FreshnessDot state={shop.freshness} syncing={shop.syncing} />,
    onClick: () => router.push(`/shops/${shop.id}`),
  }));
  const actions = [
    {
      id: 'sync-now',
      label: t('syncNow'),
      ...(props.shop ? { description: props.shop.name } : {}),
      leftSection: <IconRefresh {...icon} />,
      onClick: () => void sync.run(),
      hidden: !props.shop?.canSync,
    },
    {
      id: 'stop',
      label: safety('open'),
      leftSection: <IconHandStop {...icon} />,
      onClick: props.onStop,
    },
    {
      id: 'toggle-theme',
      label: t('toggleTheme'),
      leftSection: <IconMoon {...icon} />,
      onClick: toggleScheme,
    },
    ...LOCALES.filter((other) => other !== locale).map((other) => ({
      id: `language-${other}`,
      label: t('switchLanguage', { language: LOCALE_NAMES[other] }),
      keywords: ['language', LOCALE_NAMES[other]],
      leftSection: <IconLanguage {...icon} />,
      onClick: () => switchLocale(other),
    })),
    {
      id: 'shortcuts',
      label: t('shortcuts'),
      leftSection: <IconKeyboard {...icon} />,
      onClick: props.onHelp,
    },
  ].filter((action) => !('hidden' in action && action.hidden));
  const groups: SpotlightActionGroupData[] = [
    { group: t('palette.pages'), actions: pages },
    { group: t('palette.actions'), actions },
    { group: t('palette.shops'), actions: shops },
  ];
  return (
    <Spotlight
      actions={groups}
      limit={60}
      shortcut={['mod + K']}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={440}
      searchProps={{
        leftSection: <IconSearch {...icon} />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}
