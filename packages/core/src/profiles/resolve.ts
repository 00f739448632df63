import { BUILT_IN_PROFILES, METRICS_BY_OBJECTIVE } from './built-in.ts';
import { DEFAULT_PROFILE, type KpiProfile } from './profile.ts';

/**
 * A shop's profiles by key: the built-in ones and its own. Its own one under a built-in key replaces it,
 * keeping the built-in targets it does not name.
 */
export function profileCatalog(
  own: readonly Pick<KpiProfile, 'key' | 'name' | 'objective' | 'targets'>[],
): ReadonlyMap<string, KpiProfile> {
  const catalog = new Map(BUILT_IN_PROFILES.map((profile) => [profile.key, profile]));
  for (const profile of own) {
    const builtIn = BUILT_IN_PROFILES.find(({ key }) => key === profile.key);
    catalog.set(profile.key, {
      ...profile,
      metrics: METRICS_BY_OBJECTIVE[profile.objective],
      targets: { ...builtIn?.targets, ...profile.targets },
    });
  }
  return catalog;
}

/**
 * The profile that holds for an ad object: its own, else that of the nearest object above it, else the
 * default. A key nobody knows (a deleted profile) counts as not attached.
 * @param attached keys from the object itself upwards: ad or keyword, ad set, campaign, account
 * @returns `from`: place in `attached` it was taken from, null for the default
 */
export function resolveProfile(
  attached: readonly (string | null | undefined)[],
  catalog: ReadonlyMap<string, KpiProfile>,
): { profile: KpiProfile; from: number | null } {
  for (const [from, key] of attached.entries()) {
    const profile = key == null ? undefined : catalog.get(key);
    if (profile) return { profile, from };
  }
  const fallback = catalog.get(DEFAULT_PROFILE) ?? BUILT_IN_PROFILES[0];
  return { profile: fallback as KpiProfile, from: null };
}
