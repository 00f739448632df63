'use client';

import { Modal } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';

/** A question that stays open for as long as it is on the page. */
export function Dialog(props: {
  title: string;
  onClose: () => void;
  /** Holds something typed, which a press beside it must not lose. */
  isForm?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations('shell');
  useFocusBack();
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      closeOnClickOutside={!props.isForm}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {props.children}
    </Modal>
  );
}

/** Gives the focus back to what had it; a modal that is taken off the page while open does not do so itself. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const isLost = document.activeElement === null || document.activeElement === document.body;
        if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
}
