/** Builds apps/web when its sources changed since the last successful build. Safe to call twice. */
export function buildWeb(): Promise<void>;

/** True when the last successful web build was made from exactly the present sources. */
export function isWebBuilt(): boolean;
