import {
  IconBuildingStore,
  IconChartBar,
  IconPlugConnected,
  IconRefresh,
  IconSettings,
} from '@tabler/icons-react';

/** The pages of the navigation, in order, with the key that follows `g`. */
export const PAGES = [
  { name: 'dashboard', key: 'd', icon: IconChartBar },
  { name: 'sync', key: 's', icon: IconRefresh },
  { name: 'shops', key: 'a', icon: IconBuildingStore },
  { name: 'connect', key: 'c', icon: IconPlugConnected },
  { name: 'settings', key: 'p', icon: IconSettings },
] as const;
export type PageName = (typeof PAGES)[number]['name'];

/** Where a page lives; the pages of one shop fall back to the start page when there is no shop. */
export function pagePath(page: PageName, shopId: string | undefined): string {
  switch (page) {
    case 'dashboard':
      return shopId ? `/shops/${shopId}` : '/';
    case 'sync':
      return shopId ? `/shops/${shopId}/sync` : '/';
    case 'shops':
      return '/shops';
    case 'connect':
      return '/connect';
    case 'settings':
      return '/settings';
  }
}

/** Which page of the navigation an address belongs to. */
export function pageOf(pathname: string): PageName | undefined {
  if (pathname === '/shops') return 'shops';
  if (/^\/shops\/[^/]+\/sync/.test(pathname)) return 'sync';
  if (pathname === '/' || pathname.startsWith('/shops/')) return 'dashboard';
  return (['connect', 'settings'] as const).find((page) => pathname.startsWith(`/${page}`));
}
