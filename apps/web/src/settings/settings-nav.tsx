import Link from 'next/link';
import { useTranslations } from 'next-intl';
import classes from './settings-nav.module.css';

const PAGES = {
  general: '/settings',
  safety: '/settings/safety',
  notifications: '/settings/notifications',
} as const;
export type SettingsPage = keyof typeof PAGES;

/** The parts of the settings, under one title. */
export function SettingsNav({ current }: { current: SettingsPage }) {
  const t = useTranslations('settingsNav');
  return (
    <nav className={classes.nav} aria-label={t('label')}>
      {Object.entries(PAGES).map(([name, href]) => (
        <Link key={name} href={href} aria-current={name === current ? 'page' : undefined}>
          {t(name as SettingsPage)}
        </Link>
      ))}
    </nav>
  );
}
