import { SHOP_PROFILES } from '../world/profiles.ts';
import { DEFAULT_ASYNC_STEPS, type MetaSimulatorOptions, type Settings } from './options.ts';

export const LIVE_VERSIONS = ['v25.0', 'v26.0'];

export function settingsFrom(options: MetaSimulatorOptions): Settings {
  return {
    port: options.port ?? 0,
    now: options.now ?? (() => new Date()),
    profiles: options.profiles ?? SHOP_PROFILES,
    historyDays: options.historyDays ?? 180,
    seed: options.seed ?? 'commerce',
    appId: options.appId ?? '880010001',
    appSecret: options.appSecret ?? null,
    accessToken: options.accessToken ?? 'simulated-system-user-token',
    anchorDay: options.anchorDay ?? null,
    firstDay: options.firstDay ?? null,
    mixedAttributionProfiles: options.mixedAttributionProfiles ?? ['portland'],
    accessTier: options.accessTier ?? 'standard_access',
    budgets: {
      appCalls: options.budgets?.appCalls ?? 200_000,
      insightsPerAccount: options.budgets?.insightsPerAccount ?? 190_000,
      managementPerAccount: options.budgets?.managementPerAccount ?? 100_000,
      mutationsPerSecond: options.budgets?.mutationsPerSecond ?? 100,
    },
    asyncSteps: options.asyncSteps ?? DEFAULT_ASYNC_STEPS,
    syncCellLimit: options.syncCellLimit ?? 20_000,
    asyncCellLimit: options.asyncCellLimit ?? 2_000_000,
    effectiveStatusLagMs: options.effectiveStatusLagMs ?? 0,
    journal: options.journal ?? [],
    onChange: options.onChange ?? null,
  };
}
