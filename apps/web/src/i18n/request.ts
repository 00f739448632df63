import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { visitor } from '../api/visitor.ts';
import { DEFAULT_LOCALE, isLocale, LOCALE_COOKIE, type Locale } from './locales.ts';
import { MESSAGE_PARTS } from './message-parts.ts';

/** The language picked in this browser, else the one of the signed-in person. */
async function requestLocale(): Promise<Locale> {
  const picked = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (isLocale(picked)) return picked;
  return (await visitor())?.locale ?? DEFAULT_LOCALE;
}

export default getRequestConfig(async () => {
  const locale = await requestLocale();
  const parts = await Promise.all(
    MESSAGE_PARTS.map((part) => import(`../../messages/${locale}/${part}.json`)),
  );
  const messages = Object.assign({}, ...parts.map((part) => part.default));
  return { locale, messages, timeZone: 'UTC' };
});
