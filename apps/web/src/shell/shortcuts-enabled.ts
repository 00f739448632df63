'use client';

import { useLocalStorage } from '@mantine/hooks';

/** Single-key shortcuts can be switched off, since speech input types letters by accident. */
export const useShortcutsEnabled = () =>
  useLocalStorage({ key: 'commerce-shortcuts', defaultValue: true, getInitialValueInEffect: true });
