import { useTranslations } from 'next-intl';
import type { KpiProfile } from '../api/types.ts';

/** Built-in profiles are called as the language calls them, a shop's own as the shop does. */
export function useProfileName(): (
  profile: Pick<KpiProfile, 'key' | 'name' | 'built_in'>,
) => string {
  const t = useTranslations('goals.builtIn');
  return ({ key, name, built_in: isBuiltIn }) =>
    isBuiltIn && t.has(key as never) ? t(key as never) : name;
}
