export * from './judge-outcome.ts';
