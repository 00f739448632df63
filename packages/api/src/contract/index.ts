export * from './auth.ts';
export * from './envelope.ts';
export * from './freshness.ts';
export * from './health.ts';
export * from './metrics.ts';
export * from './primitives.ts';
export * from './shops.ts';
export * from './sync.ts';
