'use client';

import {
  localStorageColorSchemeManager,
  MantineProvider,
  mergeThemeOverrides,
} from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { COLOR_SCHEME_KEY } from './color-scheme-key.ts';
import { cssVariables, theme } from './theme.ts';

const schemeManager = localStorageColorSchemeManager({ key: COLOR_SCHEME_KEY });

export function Providers(props: { nonce: string | undefined; children: ReactNode }) {
  const { nonce, children } = props;
  const t = useTranslations('shell');
  const named = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: {
          Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('close') } } },
          PasswordInput: {
            defaultProps: {
              visibilityToggleFocusable: true,
              visibilityToggleButtonProps: { 'aria-label': t('showPassword') },
            },
          },
        },
      }),
    [t],
  );
  return (
    <MantineProvider
      theme={named}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      getStyleNonce={nonce ? () => nonce : undefined}
    >
      <Notifications position="top-right" limit={3} />
      {children}
    </MantineProvider>
  );
}
