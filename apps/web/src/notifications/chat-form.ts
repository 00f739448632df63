import type { TelegramChat } from '../api/types.ts';

/** How a chat hears of decisions, as fields of a form. */
export interface ChatForm {
  locale: 'ko' | 'en';
  timezone: string;
  /** Empty: no digest. */
  digestHour: string;
  quiet: { from: string; to: string } | null;
}

export const USUAL_NIGHT = { from: '22:00', to: '08:00' } as const;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export const chatForm = (chat: TelegramChat): ChatForm => ({
  locale: chat.locale,
  timezone: chat.timezone,
  digestHour: chat.digest_hour === null ? '' : String(chat.digest_hour),
  quiet: chat.quiet_hours,
});

export const quietFault = ({ quiet }: ChatForm): 'missing' | 'same' | null => {
  if (quiet === null) return null;
  if (!TIME.test(quiet.from) || !TIME.test(quiet.to)) return 'missing';
  return quiet.from === quiet.to ? 'same' : null;
};

export const chatChanges = (form: ChatForm) => ({
  locale: form.locale,
  timezone: form.timezone,
  digest_hour: form.digestHour === '' ? null : Number(form.digestHour),
  quiet_hours: form.quiet,
});

/** The timezones this browser knows, with the one in use even where it does not. */
export const timezones = (current: string): string[] => [
  ...new Set([current, 'UTC', ...Intl.supportedValuesOf('timeZone')]),
];
