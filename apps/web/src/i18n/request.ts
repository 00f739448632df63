import { cookies } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { visitor } from '../api/visitor.ts';
import { DEFAULT_LOCALE, isLocale, LOCALE_COOKIE, type Locale } from './locales.ts';

/** The language picked in this browser, else the one of the signed-in person. */
async function requestLocale(): Promise<Locale> {
  const picked = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (isLocale(picked)) return picked;
  return (await visitor())?.locale ?? DEFAULT_LOCALE;
}

export default getRequestConfig(async () => {
  const locale = await requestLocale();
  const { default: messages } = await import(`../../messages/${locale}.json`);
  return { locale, messages, timeZone: 'UTC' };
});
