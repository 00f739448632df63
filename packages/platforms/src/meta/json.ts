const BARE_ID = /[[:,]\s*-?\d{16,}\s*[,}\]]/;
const STRING_OR_LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/g;

/** JSON.parse that keeps integers of 16 digits and more as strings: ids here exceed 2^53. */
export function parseJson(text: string): unknown {
  if (!BARE_ID.test(text)) return JSON.parse(text);
  const quoted = text.replace(STRING_OR_LONG_INTEGER, (part) =>
    part.startsWith('"') ? part : `"${part}"`,
  );
  return JSON.parse(quoted);
}

/** The elements of the top-level `data` array, each exactly as received. `text` must be valid JSON. */
export function dataItems(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let key = '';
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      const end = stringEnd(text, at);
      if (depth === 1) key = keyAt(text, at, end) ?? key;
      at = end;
    } else if (char === '{' || char === '[') {
      depth++;
      if (depth === 3 && key === 'data' && start === -1) start = at;
    } else if (char === '}' || char === ']') {
      depth--;
      if (depth === 2 && start !== -1) {
        items.push(text.slice(start, at + 1));
        start = -1;
      }
    }
  }
  return items;
}

function stringEnd(text: string, from: number): number {
  let end = from + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}

function keyAt(text: string, from: number, end: number): string | null {
  return /^\s*:/.test(text.slice(end + 1, end + 20)) ? text.slice(from + 1, end) : null;
}
