/** Throws a clear message when `version` ("20.19.0") is older than the project needs. */
export function checkNode(version?: string): void;

type Tree = {
  packages?: Readonly<
    Record<string, { version?: string; optional?: boolean; peer?: boolean; devOptional?: boolean }>
  >;
};

/** True when every required package of the lockfile `wanted` is in `installed`, same version. */
export function sameTree(wanted: Tree, installed: Tree): boolean;

/** True when all that `npm ci` misses in the lockfile are optional packages. */
export function missesOnlyOptional(
  output: string,
  lock: {
    packages?: Readonly<Record<string, { optionalDependencies?: Record<string, string> }>>;
  },
): boolean;

/** Installs the locked dependencies when they are missing or differ from package-lock.json. */
export function install(): Promise<void>;
