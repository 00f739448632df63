import { AppError } from '@commerce/core';
import { cutText } from '@commerce/engine';
import type { CallToolResult } from '@modelcontextprotocol/server';

/** Characters of text; a model reads no more of it well. */
const MOST_TEXT = 24_000;
/** Characters of JSON. Beyond, figures that were cut off could be taken for all there are, so none are given. */
const MOST_STRUCTURE = 100_000;

/**
 * An answer for both kinds of reader: structured, and the same as text.
 * @throws AppError `invalid_input` for one too large to be read, saying how to ask for less
 */
export function answerOf(data: Record<string, unknown>): CallToolResult {
  const text = JSON.stringify(data);
  if (text.length > MOST_STRUCTURE) {
    throw new AppError(
      'invalid_input',
      `The answer would have ${text.length} characters, and ${MOST_STRUCTURE} are the most, so nothing is shown. ` +
        'Ask for less: a smaller limit with the cursor of the page before, a shorter range (from and to), or one shop, account or object',
    );
  }
  return {
    content: [{ type: 'text', text: text.length <= MOST_TEXT ? text : shortened(text) }],
    structuredContent: data,
  };
}

const shortened = (text: string): string =>
  `${cutText(text, MOST_TEXT)}\n… truncated: ${text.length - MOST_TEXT} characters more. ` +
  'The structured content is whole; ask for less with limit, cursor or a shorter range.';
