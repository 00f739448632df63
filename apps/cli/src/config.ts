import { resolve } from 'node:path';

const env = process.env;

/** A path as the operator meant it: npm runs scripts in the repository, not where they were typed. */
export const fromCallersFolder = (path: string): string =>
  resolve(env.INIT_CWD ?? process.cwd(), path);

/**
 * Credentials of a platform that were handed over in the environment, by their field. They are for
 * `commerce connect` alone; the server does not read them.
 */
export function credentialsInEnvironment(platform: 'shopify' | 'meta'): Record<string, string> {
  const prefix = `${platform.toUpperCase()}_`;
  const fields = ['client_id', 'client_secret', 'access_token', 'app_secret'];
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = env[`${prefix}${field.toUpperCase()}`]?.trim();
      return value ? [[field, value]] : [];
    }),
  );
}

/** Colours and moving bars are wanted unless the environment says otherwise. */
export const plainOutputWanted = (): boolean =>
  env.NO_COLOR !== undefined || env.TERM === 'dumb' || /^(1|true)$/.test(env.CI ?? '');
