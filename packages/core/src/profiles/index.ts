export * from './built-in.ts';
export * from './profile.ts';
export * from './resolve.ts';
