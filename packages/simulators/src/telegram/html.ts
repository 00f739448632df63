import { badRequest } from './errors.ts';

/** A formatted piece of a text; offset and length in UTF-16 units, as Telegram counts. */
export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
}

const ENTITY_OF: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const TAG = /^<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:="[^"]*"|=[^\s>]+)?)*)\s*>/;
const REFERENCE = /^&(?:#(\d+)|#x([0-9a-fA-F]+)|([a-z]+));/;

interface OpenTag extends Entity {
  tag: string;
}

/**
 * The text and its formatting, by the rules of parse_mode HTML.
 * @throws TelegramError for tags that are not supported, not closed or closed in the wrong order
 */
export function parseHtml(source: string): { text: string; entities: Entity[] } {
  const entities: Entity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at);
    const reference = rest.startsWith('&') ? REFERENCE.exec(rest) : null;
    if (reference) {
      const [whole, decimal, hex, name] = reference;
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null;
      text += code === null ? (NAMED[name ?? ''] ?? whole) : String.fromCodePoint(code);
      at += whole.length;
    } else if (rest.startsWith('<')) {
      const match = TAG.exec(rest);
      if (!match) throw cannotParse(`Unsupported start tag "${rest.slice(1, 20)}"`, source, at);
      const [whole, slash, tag = '', attributes = ''] = match;
      if (slash) closeTag(tag.toLowerCase(), open, entities, text.length, source, at);
      else open.push(openTag(tag.toLowerCase(), attributes, text.length, source, at));
      at += whole.length;
    } else {
      text += rest[0];
      at += 1;
    }
  }
  const left = open.at(-1);
  if (left) {
    throw cannotParse(
      `Can't find end tag corresponding to start tag "${left.tag}"`,
      source,
      source.length,
    );
  }
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function openTag(
  tag: string,
  attributes: string,
  offset: number,
  source: string,
  at: number,
): OpenTag {
  const type = ENTITY_OF[tag];
  if (!type) throw cannotParse(`Unsupported start tag "${tag}"`, source, at);
  const value = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
  const href = value('href');
  const language = value('class')?.replace(/^language-/, '');
  return {
    tag,
    type,
    offset,
    length: 0,
    ...(tag === 'a' && href ? { url: href } : {}),
    ...(tag === 'code' && language ? { language } : {}),
  };
}

function closeTag(
  tag: string,
  open: OpenTag[],
  entities: Entity[],
  end: number,
  source: string,
  at: number,
): void {
  const last = open.pop();
  if (!last) throw cannotParse(`Unexpected end tag`, source, at);
  if (last.tag !== tag) {
    throw cannotParse(
      `Unmatched end tag, expected "</${last.tag}>", found "</${tag}>"`,
      source,
      at,
    );
  }
  const { tag: _, ...entity } = last;
  if (end > entity.offset) entities.push({ ...entity, length: end - entity.offset });
}

const cannotParse = (why: string, source: string, at: number) =>
  badRequest(
    `can't parse entities: ${why} at byte offset ${Buffer.byteLength(source.slice(0, at))}`,
  );
