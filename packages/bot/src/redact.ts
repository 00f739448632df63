const TOKEN = /\bbot\d+:[\w-]+|\b\d{5,}:[\w-]{20,}/g;

/**
 * The text of an error without the bot's token. Only messages are logged: the request inside a network error
 * holds the whole address, and a refusal holds what was written to the chat.
 */
export function errorText(error: unknown, token: string): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(token, '[token]').replaceAll(TOKEN, '[token]');
}
