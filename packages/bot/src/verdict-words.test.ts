import type { MemberVerdict } from '@commerce/core';
import { expect, it } from 'vitest';
import type { Seat } from './desk.ts';
import { verdictWords } from './verdict-words.ts';
import { WORDS } from './words.ts';

const seat = { words: WORDS.en, chat: { locale: 'en' } } as Pick<Seat, 'words' | 'chat'>;
const nothing = { id: 'p', ok: false, message: '', won_by: null, execution_id: null };
const words = (verdict: Pick<MemberVerdict, 'code' | 'status'>) =>
  verdictWords(seat, { ...nothing, ...verdict });

it('asks nobody to execute again what was stopped on its way and has failed', () => {
  expect(words({ code: 'stopped', status: 'approved' })).toContain('Execute it again');
  expect(words({ code: 'stopped', status: 'failed' })).toBe(
    'Changes were stopped. Nothing was sent.',
  );
  expect(words({ code: 'failed', status: 'failed' })).toBe('The platform did not take it.');
  expect(words({ code: 'done', status: 'executed' })).toBeNull();
});
