export * from './action.ts';
export * from './caps.ts';
export * from './change.ts';
export type * from './proposal.ts';
export * from './redraft.ts';
export * from './states.ts';
