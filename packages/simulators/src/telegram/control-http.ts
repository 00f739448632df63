import type { Press, Saying, TelegramControl } from './control.ts';
import type { TelegramFault } from './faults.ts';
import type { SimChat, SimUpdate } from './model.ts';
import type { ControlHandler } from './server.ts';

type Body = Record<string, unknown>;

/** The control object over loopback HTTP: `POST /__sim/<verb>` with a JSON body. */
export function controlHandler(control: TelegramControl): ControlHandler {
  const chatOf = (body: Body) => Number(body['chatId']);
  const verbs: Record<string, (body: Body) => unknown> = {
    reset: () => control.reset(),
    advance: (body) => control.advance(Number(body['milliseconds'] ?? 0)),
    'add-chat': (body) => control.addChat(body as unknown as SimChat),
    forbid: (body) => control.forbid(chatOf(body), body['why'] as string | undefined),
    upgrade: (body) => control.upgrade(chatOf(body), { untold: body['untold'] === true }),
    say: (body) => control.say(body as unknown as Saying),
    press: (body) => control.press(body as unknown as Press),
    redeliver: (body) => control.redeliver(body as unknown as SimUpdate),
    'delete-message': (body) => control.deleteMessage(chatOf(body), Number(body['messageId'])),
    'fail-next': (body) => control.failNext(body as unknown as TelegramFault),
    'clear-faults': () => control.clearFaults(),
    messages: (body) => control.messages(body['chatId'] === undefined ? undefined : chatOf(body)),
    answers: () => control.answers(),
    requests: () => control.requests(),
    commands: (body) => control.commands(body['languageCode'] as string | undefined),
  };
  return (path, text) => {
    const verb = verbs[path];
    if (!verb) return null;
    try {
      const result = verb(text ? (JSON.parse(text) as Body) : {});
      return { status: 200, body: { ok: true, result: result ?? null } };
    } catch (error) {
      return { status: 400, body: { ok: false, error: (error as Error).message } };
    }
  };
}
