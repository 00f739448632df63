import { badRequest } from './errors.ts';

export interface Button {
  text: string;
  callback_data?: string;
  url?: string;
}

export interface ReplyMarkup {
  inline_keyboard?: Button[][];
  force_reply?: boolean;
  remove_keyboard?: boolean;
}

const ACTIONS = [
  'callback_data',
  'url',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'copy_text',
  'pay',
];
const MAX_BUTTONS = 100;
const MAX_DATA_BYTES = 64;

/** @throws TelegramError for what Telegram would refuse */
export function checkMarkup(value: unknown): ReplyMarkup | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'object') throw badRequest('object expected as reply markup');
  const markup = value as ReplyMarkup;
  if (markup.inline_keyboard === undefined) return markup;
  const rows = markup.inline_keyboard;
  if (!Array.isArray(rows) || rows.some((row) => !Array.isArray(row))) {
    throw badRequest('field "inline_keyboard" must be of type Array of Array');
  }
  const buttons = rows.flat();
  if (buttons.length > MAX_BUTTONS) throw badRequest('REPLY_MARKUP_TOO_LONG');
  for (const button of buttons) checkButton(button);
  const filled = rows.filter((row) => row.length > 0);
  return filled.length === 0 ? undefined : { inline_keyboard: filled };
}

function checkButton(button: Button): void {
  if (typeof button.text !== 'string' || button.text.trim() === '') {
    throw badRequest('text buttons are unallowed in the inline keyboard');
  }
  const given = ACTIONS.filter((name) => name in button);
  if (given.length !== 1) throw badRequest('BUTTON_TYPE_INVALID');
  if (button.callback_data !== undefined) {
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes < 1 || bytes > MAX_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (button.url !== undefined && !isPublicAddress(button.url)) {
    throw badRequest('BUTTON_URL_INVALID');
  }
}

/** Only addresses whose host looks public may be behind a button. */
function isPublicAddress(text: string): boolean {
  if (text.startsWith('tg://')) return true;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && /\.[a-z]{2,}$/i.test(url.hostname);
}
