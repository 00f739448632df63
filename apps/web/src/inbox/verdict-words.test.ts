import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MemberCode } from '@commerce/api/contract';
import { createTranslator } from 'next-intl';
import { expect, it } from 'vitest';
import type { MemberVerdict } from '../api/types.ts';
import { verdictWords } from './verdict-words.ts';

const translator = (locale: 'ko' | 'en') =>
  createTranslator({
    locale,
    messages: JSON.parse(
      readFileSync(join(import.meta.dirname, `../../messages/${locale}/decide.json`), 'utf8'),
    ),
    namespace: 'decide',
    onError: (error) => {
      throw error;
    },
  }) as unknown as Parameters<typeof verdictWords>[0];

const verdict = (code: MemberVerdict['code'], message = 'Said of this case'): MemberVerdict => ({
  ...{ id: '00000000-0000-4000-8000-000000000001', ok: false, status: null, code, message },
  ...{ won_by: null, execution_id: null },
});

it.each(['ko', 'en'] as const)('has words for whatever a verdict can say in %s', (locale) => {
  const t = translator(locale);
  for (const code of MemberCode.options) {
    expect(verdictWords(t, 'undo', verdict(code)), code).toMatch(/\.( Said of this case)?$/);
  }
});

it('adds what was said where that says more than the code', () => {
  const t = translator('en');
  const added = MemberCode.options.filter((code) =>
    verdictWords(t, 'undo', verdict(code)).endsWith(' Said of this case'),
  );
  expect(added).toEqual([
    ...['not_undoable', 'no_cap', 'cap_exceeded', 'drifted', 'failed', 'unknown_outcome'],
  ]);
  expect(verdictWords(t, 'undo', verdict('not_undoable', ''))).toBe('It cannot be undone.');
  expect(verdictWords(t, 'execute', verdict('busy'))).toBe(
    'Another change of this object is under way. Nothing was sent; try again when it is done.',
  );
});

it('says of advice that it was noted, not that it was approved', () => {
  const t = translator('en');
  const done = { ...verdict('done'), ok: true };
  expect(verdictWords(t, 'approve', done, { executable: true })).toMatch(/^Approved\./);
  expect(verdictWords(t, 'approve', done, { executable: false })).toMatch(/^Noted\./);
});
