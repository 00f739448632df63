'use client';

import { SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useLocale, useTranslations } from 'next-intl';
import { isLocale, LOCALE_NAMES, LOCALES } from '../i18n/locales.ts';
import { useSwitchLocale } from '../i18n/use-switch-locale.ts';
import { useShortcutsEnabled } from '../shell/shortcuts-enabled.ts';
import { Panel } from '../shell/panel.tsx';
import classes from './settings.module.css';

const THEMES = ['auto', 'light', 'dark'] as const;

export function LookPanel() {
  const t = useTranslations('settings.look');
  const locale = useLocale();
  const switchLocale = useSwitchLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const mounted = useMounted();
  const [shortcuts, setShortcuts] = useShortcutsEnabled();
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className={classes.body}>
        <div className={classes.choice}>
          <span id="language">{t('language')}</span>
          <SegmentedControl
            aria-labelledby="language"
            value={locale}
            onChange={(next) => isLocale(next) && switchLocale(next)}
            data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          />
        </div>
        <div className={classes.choice}>
          <span id="theme">{t('theme')}</span>
          <SegmentedControl
            aria-labelledby="theme"
            value={mounted ? colorScheme : 'auto'}
            onChange={setColorScheme}
            data={THEMES.map((value) => ({ value, label: t(value) }))}
          />
        </div>
        <Switch
          label={t('shortcuts')}
          checked={shortcuts}
          onChange={(event) => setShortcuts(event.currentTarget.checked)}
        />
      </div>
    </Panel>
  );
}
