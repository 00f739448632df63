import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTelegramSimulator, type TelegramSimulator } from './simulator.ts';

const op = { id: 777000111, first_name: 'Op', language_code: 'ko' };
let sim: TelegramSimulator;
beforeEach(async () => {
  sim = await startTelegramSimulator();
});
afterEach(() => sim.close());

interface Reply {
  ok: boolean;
  result: never;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number };
}

async function call(method: string, body: unknown = {}, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(`${sim.origin}/bot${sim.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...init,
  });
  const reply = (await response.json()) as Reply;
  expect(response.status).toBe(reply.ok ? 200 : reply.error_code);
  return reply;
}
const hello = () => sim.control.say({ from: op, text: '/start' });
const send = (body: object) => call('sendMessage', { chat_id: op.id, ...body });

describe('who may call', () => {
  it('other tokens are refused, other paths are not found', async () => {
    const refused = await fetch(`${sim.origin}/bot1:WRONG/getMe`, { method: 'POST' });
    expect([refused.status, await refused.json()]).toEqual([
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
    ]);
    expect((await fetch(`${sim.origin}/getMe`)).status).toBe(404);
    expect(await call('noSuchMethod')).toMatchObject({ error_code: 404, description: 'Not Found' });
    expect(await call('GETME')).toMatchObject({ ok: true, result: { is_bot: true } });
  });

  it('reads JSON, forms and multipart alike', async () => {
    hello();
    const form = new FormData();
    form.set('chat_id', String(op.id));
    form.set('text', 'a');
    form.set('reply_markup', '{"inline_keyboard":[[{"text":"x","callback_data":"y"}]]}');
    const url = `${sim.origin}/bot${sim.token}/sendMessage`;
    const answers = [
      await fetch(url, { method: 'POST', body: form }),
      await fetch(url, {
        method: 'POST',
        body: new URLSearchParams([...form] as [string, string][]),
      }),
    ];
    for (const answer of answers) {
      expect(await answer.json()).toMatchObject({
        ok: true,
        result: { text: 'a', reply_markup: { inline_keyboard: [[{ callback_data: 'y' }]] } },
      });
    }
  });
});

describe('updates', () => {
  it('wait for what comes, and stay until a later offset confirms them', async () => {
    const waiting = call('getUpdates', { timeout: 5 });
    setTimeout(hello, 50);
    const { result } = (await waiting) as unknown as { result: { update_id: number }[] };
    expect(result).toMatchObject([{ message: { text: '/start', chat: { id: op.id } } }]);
    expect(await call('getUpdates', {})).toMatchObject({ result });
    const next = result[0]!.update_id + 1;
    expect(await call('getUpdates', { offset: next })).toMatchObject({ result: [] });
    expect(sim.control.unconfirmed()).toBe(0);
  });

  it('are for one caller, and for none while a webhook is set', async () => {
    const first = call('getUpdates', { timeout: 5 });
    await expect.poll(() => sim.control.requests().length).toBe(1);
    const second = call('getUpdates', { timeout: 0 });
    expect(await first).toMatchObject({
      error_code: 409,
      description: expect.stringContaining('terminated by other getUpdates request'),
    });
    expect(await second).toMatchObject({ ok: true });
    expect(await call('setWebhook', { url: 'http://a.example' })).toMatchObject({
      error_code: 400,
    });
    await call('setWebhook', { url: 'https://a.example/hook' });
    expect(await call('getUpdates')).toMatchObject({ error_code: 409 });
    await call('deleteWebhook');
    expect(await call('getUpdates')).toMatchObject({ ok: true });
  });

  it('of a group are commands and answers to the bot only', async () => {
    const chat = { id: -100123, type: 'supergroup', title: 'Team' } as const;
    sim.control.addChat(chat);
    const own = (await send({ chat_id: chat.id, text: 'hi' })) as unknown as {
      result: { message_id: number };
    };
    const said = (text: string, replyTo?: number) =>
      sim.control.say({ from: op, chatId: chat.id, text, ...(replyTo && { replyTo }) });
    expect(said('small talk')).toBeNull();
    expect(said('/inbox')).not.toBeNull();
    expect(said('because', own.result.message_id)).not.toBeNull();
  });

  it('come to nobody who hung up while waiting', async () => {
    const gone = new AbortController();
    const waiting = call('getUpdates', { timeout: 5 }, { signal: gone.signal }).catch(() => null);
    await expect.poll(() => sim.control.requests().length).toBe(1);
    gone.abort();
    await waiting;
    await expect.poll(() => sim.control.requests()[0]?.status).toBe(200);
    hello();
    expect(await call('getUpdates', { timeout: 1 })).toMatchObject({
      result: [{ message: { text: '/start' } }],
    });
  });
});

describe('a message', () => {
  beforeEach(() => void hello());

  it('goes only where somebody said hello and did not block the bot', async () => {
    expect(await send({ chat_id: 5, text: 'x' })).toMatchObject({
      description: 'Bad Request: chat not found',
    });
    sim.control.forbid(op.id);
    expect(await send({ text: 'x' })).toMatchObject({
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
  });

  it('is read as HTML and counted without its tags', async () => {
    expect(
      await send({ parse_mode: 'HTML', text: '<b>1 &lt; 2</b> &amp; <a href="https://a.b">c</a>' }),
    ).toMatchObject({
      result: {
        text: '1 < 2 & c',
        entities: [
          { type: 'bold', offset: 0, length: 5 },
          { type: 'text_link', offset: 8, length: 1, url: 'https://a.b' },
        ],
      },
    });
    expect(await send({ parse_mode: 'HTML', text: `<b>${'가'.repeat(4096)}</b>` })).toMatchObject({
      ok: true,
    });
    const refusals = {
      ['x'.padEnd(4097, 'x')]: 'message is too long',
      '  ': 'message text is empty',
      '<blink>x</blink>': `can't parse entities: Unsupported start tag "blink" at byte offset 0`,
      '<b>x': `can't parse entities: Can't find end tag corresponding to start tag "b" at byte offset 4`,
      '<b><i>x</b></i>': `can't parse entities: Unmatched end tag, expected "</i>", found "</b>" at byte offset 7`,
    };
    for (const [text, why] of Object.entries(refusals)) {
      expect(await send({ parse_mode: 'HTML', text })).toMatchObject({
        error_code: 400,
        description: `Bad Request: ${why}`,
      });
    }
  });

  it('carries buttons that Telegram would take', async () => {
    const button = (fields: object) =>
      send({ text: 'x', reply_markup: { inline_keyboard: [[{ text: 'b', ...fields }]] } });
    expect(await button({ callback_data: 'a'.repeat(64) })).toMatchObject({ ok: true });
    expect(await button({ url: 'https://shop.example.com/x' })).toMatchObject({ ok: true });
    const refused: [object, string][] = [
      [{ callback_data: '가'.repeat(22) }, 'BUTTON_DATA_INVALID'],
      [{ url: 'http://localhost:3000' }, 'BUTTON_URL_INVALID'],
      [{ url: 'http://127.0.0.1:8010' }, 'BUTTON_URL_INVALID'],
      [{}, 'BUTTON_TYPE_INVALID'],
      [{ url: 'https://a.example', callback_data: 'x' }, 'BUTTON_TYPE_INVALID'],
    ];
    for (const [fields, why] of refused) {
      expect(await button(fields)).toMatchObject({ description: `Bad Request: ${why}` });
    }
  });

  it('is edited when it is there and changes; without a keyboard it loses its own', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'b', callback_data: 'd' }]] };
    const { result } = (await send({ text: 'one', reply_markup })) as unknown as {
      result: { message_id: number };
    };
    const target = { chat_id: op.id, message_id: result.message_id };
    expect(await call('editMessageText', { ...target, text: 'one', reply_markup })).toMatchObject({
      description: expect.stringContaining('message is not modified'),
    });
    await call('editMessageText', { ...target, text: 'two' });
    expect(sim.control.messages(op.id).at(-1)).toMatchObject({ text: 'two' });
    expect(sim.control.messages(op.id).at(-1)?.reply_markup).toBeUndefined();
    await call('editMessageReplyMarkup', { ...target, reply_markup });
    expect(sim.control.messages(op.id).at(-1)).toMatchObject({ text: 'two', reply_markup });
    sim.control.deleteMessage(op.id, result.message_id);
    expect(await call('editMessageText', { ...target, text: 'x' })).toMatchObject({
      description: 'Bad Request: message to edit not found',
    });
    const theirs = sim.control.messages(op.id)[0]!.message_id;
    expect(
      await call('editMessageText', { chat_id: op.id, message_id: theirs, text: 'x' }),
    ).toMatchObject({ description: "Bad Request: message can't be edited" });
  });
});

describe('a press', () => {
  it('is answered once and within 15 seconds', async () => {
    hello();
    const { result } = (await send({
      text: 'x',
      reply_markup: { inline_keyboard: [[{ text: '✅ Approve', callback_data: 'a:1' }]] },
    })) as unknown as { result: { message_id: number } };
    const press = () =>
      sim.control.press({ messageId: result.message_id, from: op, button: 'Approve' });
    const answer = (id: string) =>
      call('answerCallbackQuery', { callback_query_id: id, text: 'ok', show_alert: true });
    const first = press().callback_query!;
    expect(first).toMatchObject({ data: 'a:1', message: { message_id: result.message_id } });
    expect(await answer(first.id)).toMatchObject({ ok: true });
    expect(await answer(first.id)).toMatchObject({
      description: expect.stringContaining('query is too old'),
    });
    const second = press().callback_query!;
    sim.control.advance(15_001);
    expect(await answer(second.id)).toMatchObject({ error_code: 400 });
    expect(sim.control.answers()).toEqual([
      { callback_query_id: first.id, text: 'ok', show_alert: true },
    ]);
    expect(() =>
      sim.control.press({ messageId: result.message_id, from: op, button: 'Reject' }),
    ).toThrow(/no button "Reject"/);
  });
});

describe('controls', () => {
  it('fail the next calls as asked, over HTTP too', async () => {
    hello();
    const control = (verb: string, body: object) =>
      fetch(`${sim.origin}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
    await control('fail-next', {
      method: 'sendMessage',
      error: {
        code: 429,
        description: 'Too Many Requests: retry after 7',
        parameters: { retry_after: 7 },
      },
    });
    expect(await send({ text: 'x' })).toMatchObject({
      error_code: 429,
      parameters: { retry_after: 7 },
    });
    expect(await send({ text: 'x' })).toMatchObject({ ok: true });
    await control('fail-next', { method: 'sendMessage', error: 'apply_then_close' });
    await expect(send({ text: 'y' })).rejects.toThrow();
    const seen = (await (await control('messages', { chatId: op.id })).json()) as {
      result: { text: string }[];
    };
    expect(seen.result.map(({ text }) => text)).toEqual(['/start', 'x', 'y']);
    await control('reset', {});
    expect(sim.control.messages()).toEqual([]);
  });

  it('keep the commands that were set, by language', async () => {
    const commands = [{ command: 'inbox', description: '결정할 것' }];
    await call('setMyCommands', { commands, language_code: 'ko' });
    expect(sim.control.commands('ko')).toEqual(commands);
    expect(
      await call('setMyCommands', { commands: [{ command: 'Bad!', description: 'x' }] }),
    ).toMatchObject({ description: 'Bad Request: BOT_COMMAND_INVALID' });
  });
});
