import { BUTTON_LABELS, type CardButton, type Locale } from '@commerce/core';

const SIGNS: Readonly<Record<CardButton, string>> = {
  approve: '✅',
  reject: '❌',
  snooze: '⏰',
  execute: '▶️',
  undo: '↩️',
  open: '🔗',
};

/** The labels of the web app's buttons, with a sign in front. */
export const buttonWords = (locale: Locale) =>
  Object.fromEntries(
    (Object.keys(SIGNS) as CardButton[]).map((name) => [
      name,
      `${SIGNS[name]} ${BUTTON_LABELS[locale][name]}`,
    ]),
  ) as Record<CardButton, string>;
