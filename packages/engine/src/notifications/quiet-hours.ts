import { AppError, isQuiet } from '@commerce/core';

/** Local times `HH:MM`; `from` after `to` spans midnight. */
export type QuietHours = {
  from: string;
  to: string;
};

interface QuietColumns {
  quiet_from: number | null;
  quiet_to: number | null;
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** @throws AppError `invalid_input` for what is no time of day */
export function quietColumns(hours: QuietHours | null): QuietColumns {
  if (hours === null) return { quiet_from: null, quiet_to: null };
  return { quiet_from: minutes(hours.from), quiet_to: minutes(hours.to) };
}

function minutes(time: string): number {
  const [, hour, minute] = TIME.exec(time) ?? [];
  if (hour === undefined || minute === undefined) {
    throw new AppError('invalid_input', `"${time}" is not a time of day written 22:00`);
  }
  return Number(hour) * 60 + Number(minute);
}

const timeOf = (total: number): string =>
  [Math.floor(total / 60), total % 60].map((part) => String(part).padStart(2, '0')).join(':');

export function quietView({ quiet_from: from, quiet_to: to }: QuietColumns): QuietHours | null {
  return from === null || to === null ? null : { from: timeOf(from), to: timeOf(to) };
}

/** Whether nothing may be sent to a chat now. */
export function quietNow(chat: QuietColumns & { timezone: string }, now: Date): boolean {
  const { quiet_from: from, quiet_to: to, timezone } = chat;
  const quiet = from === null || to === null ? null : { from, to };
  return isQuiet(now.getTime(), { quiet, timezone });
}
