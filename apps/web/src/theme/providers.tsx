'use client';

import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { COLOR_SCHEME_KEY } from './color-scheme-key.ts';
import { cssVariables, theme } from './theme.ts';

const schemeManager = localStorageColorSchemeManager({ key: COLOR_SCHEME_KEY });

export function Providers(props: { nonce: string | undefined; children: ReactNode }) {
  const { nonce, children } = props;
  return (
    <MantineProvider
      theme={theme}
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
