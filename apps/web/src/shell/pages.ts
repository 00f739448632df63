import {
  IconAdjustmentsBolt,
  IconBuildingStore,
  IconChartBar,
  IconHistory,
  IconHome,
  IconInbox,
  IconPlugConnected,
  IconRefresh,
  IconSettings,
  IconTarget,
} from '@tabler/icons-react';

/** The pages of the navigation, in order, with the key that follows `g`. */
export const PAGES = [
  { name: 'home', key: 'h', icon: IconHome },
  { name: 'inbox', key: 'i', icon: IconInbox },
  { name: 'dashboard', key: 'd', icon: IconChartBar },
  { name: 'rules', key: 'r', icon: IconAdjustmentsBolt },
  { name: 'goals', key: 'o', icon: IconTarget },
  { name: 'activity', key: 'l', icon: IconHistory },
  { name: 'shops', key: 'a', icon: IconBuildingStore },
  { name: 'sync', key: 's', icon: IconRefresh },
  { name: 'connect', key: 'c', icon: IconPlugConnected },
  { name: 'settings', key: 'p', icon: IconSettings },
] as const;
export type PageName = (typeof PAGES)[number]['name'];

/** What a phone's bar holds beside “more”. */
export const PHONE_PAGES: readonly PageName[] = ['home', 'inbox', 'dashboard', 'activity'];

/** Pages of one shop, by the end of their address. */
const SHOP_PAGES = { dashboard: '', rules: '/rules', goals: '/goals', sync: '/sync' } as const;

const isShopPage = (page: PageName): page is keyof typeof SHOP_PAGES => page in SHOP_PAGES;

/** Where a page lives; the pages of one shop fall back to the start page when there is no shop. */
export function pagePath(page: PageName, shopId: string | undefined): string {
  if (isShopPage(page)) return shopId ? `/shops/${shopId}${SHOP_PAGES[page]}` : '/';
  return page === 'home' ? '/' : `/${page}`;
}

/** Which page of the navigation an address belongs to. */
export function pageOf(pathname: string): PageName | undefined {
  if (pathname === '/') return 'home';
  const [, first, shopId, rest] = pathname.split('/');
  if (first !== 'shops') return PAGES.find(({ name }) => name === first)?.name;
  if (!shopId) return 'shops';
  return PAGES.find(({ name }) => isShopPage(name) && name === rest)?.name ?? 'dashboard';
}
