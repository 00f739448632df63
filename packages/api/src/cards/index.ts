/** The words of a decision, the same on every surface; pure, for server and browser. */
export {
  type Card,
  changeText,
  executionErrorWords,
  figureText,
  formatMoney,
  reasonText,
  renderCard,
} from '@commerce/core';
