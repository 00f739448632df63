import type { Locale } from '@commerce/core';
import { en } from './words-en.ts';
import { ko } from './words-ko.ts';

export type Words = typeof ko;

/** Everything the bot says by itself; what a proposal says comes from its card. */
export const WORDS: Readonly<Record<Locale, Words>> = { ko, en };
