export { checkRollups, type RollupDifference } from './check-rollups.ts';
export { markOrderDeleted, type OrderDeletion } from './mark-order-deleted.ts';
export { rebuildRollups } from './rebuild-rollups.ts';
export {
  countUncovered,
  removeUncovered,
  type UncoveredInput,
  type UncoveredRows,
} from './remove-uncovered.ts';
export { type PageWritten, type WritePageInput, writePage } from './write-page.ts';
