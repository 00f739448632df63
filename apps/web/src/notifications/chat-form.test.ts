import { expect, it } from 'vitest';
import type { TelegramChat } from '../api/types.ts';
import { chatChanges, chatForm, quietFault, timezones } from './chat-form.ts';

const chat: TelegramChat = {
  chat_id: '4711',
  title: null,
  locale: 'ko',
  timezone: 'Asia/Seoul',
  digest_hour: 0,
  quiet_hours: { from: '22:00', to: '08:00' },
  state: 'active',
  state_message: null,
  paired_at: '2026-11-01T00:00:00Z',
};

it('saves what it shows, midnight and no digest too', () => {
  expect(chatChanges(chatForm(chat))).toEqual({
    locale: 'ko',
    timezone: 'Asia/Seoul',
    digest_hour: 0,
    quiet_hours: { from: '22:00', to: '08:00' },
  });
  const silent = chatForm({ ...chat, digest_hour: null, quiet_hours: null });
  expect(chatChanges(silent)).toMatchObject({ digest_hour: null, quiet_hours: null });
});

it('wants two different times of day', () => {
  const form = chatForm(chat);
  expect(quietFault(form)).toBeNull();
  expect(quietFault({ ...form, quiet: null })).toBeNull();
  expect(quietFault({ ...form, quiet: { from: '', to: '08:00' } })).toBe('missing');
  expect(quietFault({ ...form, quiet: { from: '08:00', to: '08:00' } })).toBe('same');
});

it('offers the timezone in use once', () => {
  expect(timezones('Asia/Seoul').filter((zone) => zone === 'Asia/Seoul')).toHaveLength(1);
  expect(timezones('Moon/Tycho')[0]).toBe('Moon/Tycho');
});
