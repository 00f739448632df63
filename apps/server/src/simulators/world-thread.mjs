import { register } from 'tsx/esm/api';

// A worker thread does not inherit the loader of its parent.
register();
await import('./run-world.ts');
