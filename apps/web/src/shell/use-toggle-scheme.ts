'use client';

import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useCallback } from 'react';

/** Switches between light and dark from whichever is shown now. */
export function useToggleScheme(): () => void {
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  return useCallback(
    () => setColorScheme(shown === 'dark' ? 'light' : 'dark'),
    [setColorScheme, shown],
  );
}
