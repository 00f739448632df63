import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a press may ask for; `act` of the callback data. Upper case: what concerns no single proposal. */
export const ACTS = {
  approve: 'a',
  confirmApprove: 'y',
  reject: 'r',
  rejectBecause: 'q',
  rejectInWords: 'w',
  snooze: 's',
  snoozeUntil: 'z',
  execute: 'x',
  undo: 'u',
  confirmUndo: 'v',
  back: 'b',
  executeAll: 'X',
  undoSince: 'U',
  resume: 'R',
} as const;
export type Act = (typeof ACTS)[keyof typeof ACTS];

/** What a button stands for and is bound to; all of it goes into the signature, little of it into the button. */
export interface Meaning {
  act: Act;
  chatId: number;
  /** Short id of the proposal, or what else the press names; letters, digits, at most 20. */
  subject: string;
  /** Choice, or instant (seconds in base 36) a confirmation was asked at; '' for none. */
  choice: string;
  /** What is not in the button but must not have changed: proposal id and diff hash. */
  bound: string;
}

export interface Pressed {
  act: Act;
  subject: string;
  choice: string;
  mac: string;
}

const MAC_BYTES = 9;
const DATA = /^([a-zA-Z]):([0-9A-Za-z]{0,20}):([0-9a-z]{0,12}):([\w-]{12})$/;

const macOf = (key: Buffer, { act, chatId, subject, choice, bound }: Meaning): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([act, chatId, subject, choice, bound]))
    .digest()
    .subarray(0, MAC_BYTES);

/** Callback data: at most 64 bytes, meaningless without the database, and of use in one chat only. */
export function buttonData(key: Buffer, meaning: Meaning): string {
  const { act, subject, choice } = meaning;
  return `${act}:${subject}:${choice}:${macOf(key, meaning).toString('base64url')}`;
}

/** The parts of a press as it came; nothing of it may be believed before `isGenuine`. */
export function readButton(data: string): Pressed | null {
  const [, act, subject = '', choice = '', mac = ''] = DATA.exec(data) ?? [];
  const known = (Object.values(ACTS) as string[]).includes(act ?? '');
  return known ? { act: act as Act, subject, choice, mac } : null;
}

/** Whether we made this button, for this chat and for what `bound` says now. */
export function isGenuine(
  key: Buffer,
  pressed: Pressed,
  place: { chatId: number; bound: string },
): boolean {
  const { act, subject, choice } = pressed;
  const expected = macOf(key, { act, subject, choice, ...place });
  const given = Buffer.from(pressed.mac, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const CONFIRM_SECONDS = 60;

export const askedAt = (now: Date): string => Math.floor(now.getTime() / 1000).toString(36);

/** Whether a question asked at `choice` may still be confirmed: within a minute. */
export function isInTime(choice: string, now: Date): boolean {
  const age = now.getTime() / 1000 - Number.parseInt(choice, 36);
  return age >= -1 && age <= CONFIRM_SECONDS + 1;
}
