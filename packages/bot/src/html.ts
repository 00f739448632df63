import { oneLine } from '@commerce/core';

/** A value inside a line of a message of parse_mode HTML. */
export const escapeHtml = (text: string): string =>
  oneLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A message's words without its formatting, for when Telegram cannot read the formatting. */
export const plainText = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Telegram allows 4096; escaped letters count once there, but not in every client. */
export const MAX_TEXT = 3500;

/**
 * Lines packed into as few messages as fit, in UTF-16 units of their HTML. No line is cut unless it is longer
 * than a message by itself; then its formatting is given up.
 */
export function splitLines(lines: readonly string[], max = MAX_TEXT): string[] {
  const parts: string[] = [];
  let part = '';
  for (const line of lines.flatMap((text) => shortened(text, max))) {
    const longer = part === '' ? line : `${part}\n${line}`;
    if (longer.length <= max) part = longer;
    else {
      if (part !== '') parts.push(part);
      part = line;
    }
  }
  return part.trim() === '' ? parts : [...parts, part];
}

function shortened(line: string, max: number): string[] {
  if (line.length <= max) return [line];
  const words = [...plainText(line)];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of words) {
    const escaped = escapeHtml(letter);
    if (piece.length + escaped.length > max) {
      pieces.push(piece);
      piece = '';
    }
    piece += escaped;
  }
  return [...pieces, piece];
}
