export * from "./currency.ts";
export * from "./days.ts";
export * from "./errors.ts";
export type * from "./glossary.ts";
export * from "./money.ts";
export * from "./sync/states.ts";
export * from "./transitions.ts";
export type * from "./warehouse/batch.ts";
export type * from "./warehouse/rows.ts";
