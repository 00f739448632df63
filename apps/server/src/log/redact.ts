import type { JsonObject, JsonValue } from '@commerce/core';

const SECRET_NAMES =
  /authorization|cookie|password|secret|token|api_?key|credential|proof|signature|database_?url/i;

/** What tokens of ours and of the platforms look like, wherever they turn up. */
const SECRET_TEXTS =
  /\d{5,12}:[\w-]{30,50}|\b(?:shp(?:at|ss|ca|pa|ua)_[0-9A-Za-z]+|ck_live_[\w-]+|c(?:rt|sl)_[\w-]{16,}|EAA[0-9A-Za-z]{16,}|eyJ[\w-]+\.[\w-]+\.[\w-]*)|\bBearer\s+[^\s"']+|(?<=:\/\/[^\s:/@]{0,80}:)[^\s@/]+(?=@)/g;

const HIDDEN = '[hidden]';

export const redactText = (text: string): string => text.replaceAll(SECRET_TEXTS, HIDDEN);

/** The same fields with secrets left out: by the field's name, and by what a text looks like. */
export function redact(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      SECRET_NAMES.test(name) && value !== null ? HIDDEN : redactValue(value),
    ]),
  );
}

function redactValue(value: JsonValue): JsonValue {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (value !== null && typeof value === 'object') return redact(value);
  return value;
}
