export { type ExecutionErrorCode, executionErrorWords } from './execution-errors.ts';
export * from './format.ts';
export * from './render-card.ts';
export * from './render-digest.ts';
export { BUTTON_LABELS, CARD_WORDS, type CardButton, type CardWords } from './words.ts';
