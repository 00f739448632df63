import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser of this machine; the path is found by the test runner's configuration. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH as string, args: FLAGS });

export type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

export interface Look {
  width?: number;
  height?: number;
  scheme?: 'light' | 'dark';
  locale?: 'ko' | 'en';
}

/** A browser profile of its own: cookies, storage and cache are shared by its windows only. */
export function openContext(
  browser: Browser,
  origin: string,
  look: Look = {},
): Promise<BrowserContext> {
  const width = look.width ?? 1440;
  return browser.newContext({
    baseURL: origin,
    viewport: { width, height: look.height ?? (width < 600 ? 844 : 900) },
    colorScheme: look.scheme ?? 'light',
    hasTouch: width < 600,
    timezoneId: 'Asia/Seoul',
  });
}

/** Opens a window for this session, with a list of everything it complains about. */
export async function openPage(
  context: BrowserContext,
  origin: string,
  session: Cookies,
  look: Look = {},
): Promise<{ page: Page; complaints: string[] }> {
  await context.addCookies([
    ...session,
    { name: 'commerce_locale', value: look.locale ?? 'en', url: origin },
  ]);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}
