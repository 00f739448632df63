export const LOCALES = ['ko', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'ko';
export const LOCALE_COOKIE = 'commerce_locale';

export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale);

/** Every locale by its own name, as the language menu shows it. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { ko: '한국어', en: 'English' };
