import { escapeHtml } from './escape-html.ts';

/** The text with every name of a schema leading to it. */
export const linked = (text: string, names: readonly string[]): string =>
  escapeHtml(text).replaceAll(/\b[A-Z]\w*\b/g, (word) =>
    names.includes(word) ? `<a href="#schema-${word}">${word}</a>` : word,
  );
