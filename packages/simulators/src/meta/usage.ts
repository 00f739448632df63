import { HOUR, MINUTE } from './days.ts';
import { GraphError, insightsBudget, managementBudget } from './errors.ts';
import type { HourlyBudgets, Settings } from './options.ts';

type UseCase = 'ads_insights' | 'ads_management';

/** Sliding one-hour counters per app and per account, and the headers that publish them. */
export class Usage {
  private readonly settings: Settings;
  readonly budgets: HourlyBudgets;
  private readonly calls = new Map<string, number[]>();

  constructor(settings: Settings) {
    this.settings = settings;
    this.budgets = { ...settings.budgets };
  }

  /** Counts a call, or refuses it when the hour's budget is spent. */
  spend(accountId: string | null, useCase: UseCase, now: number): void {
    const app = this.recent('app', now);
    if (app.length >= this.budgets.appCalls) {
      throw new GraphError({ code: 4, message: 'Application request limit reached.' });
    }
    app.push(now);
    if (accountId === null) return;
    const own = this.recent(`${accountId} ${useCase}`, now);
    if (own.length >= this.budget(useCase)) {
      const minutes = this.regainMinutes(accountId, useCase, now);
      throw useCase === 'ads_insights' ? insightsBudget(minutes) : managementBudget(minutes);
    }
    own.push(now);
  }

  /** Changes to one account have a limit of their own. */
  mutate(accountId: string, now: number): void {
    const key = `${accountId} mutations`;
    const recent = (this.calls.get(key) ?? []).filter((at) => at > now - 1000);
    this.calls.set(key, recent);
    if (recent.length >= this.budgets.mutationsPerSecond) {
      throw new GraphError({
        code: 613,
        subcode: 5044001,
        message: 'Too many changes to this ad account within one second.',
      });
    }
    recent.push(now);
  }

  headers(
    accountId: string | null,
    useCase: UseCase,
    now: number,
    regainMinutes?: number,
  ): Record<string, string> {
    const tier = this.settings.accessTier;
    const app = this.recent('app', now).length;
    const appPercent = percent(app, this.budgets.appCalls);
    const headers: Record<string, string> = {
      'x-app-usage': JSON.stringify({
        call_count: Math.floor(appPercent),
        total_time: Math.floor(appPercent * 0.8),
        total_cputime: Math.floor(appPercent * 0.6),
      }),
    };
    if (accountId === null) return headers;
    const own = this.recent(`${accountId} ${useCase}`, now).length;
    const ownPercent = percent(own, this.budget(useCase));
    headers['x-ad-account-usage'] = JSON.stringify({
      acc_id_util_pct: Math.round(ownPercent * 100) / 100,
      reset_time_duration: this.regainMinutes(accountId, useCase, now) * 60,
      ads_api_access_tier: tier,
    });
    const regain = ownPercent >= 100 ? this.regainMinutes(accountId, useCase, now) : 0;
    headers['x-business-use-case-usage'] = JSON.stringify({
      [accountId]: [
        {
          type: useCase,
          call_count: Math.floor(ownPercent),
          total_cputime: Math.floor(ownPercent * 0.6),
          total_time: Math.floor(ownPercent * 0.8),
          estimated_time_to_regain_access: regainMinutes ?? regain,
          ads_api_access_tier: tier,
        },
      ],
    });
    if (useCase === 'ads_insights') {
      headers['x-fb-ads-insights-throttle'] = JSON.stringify({
        app_id_util_pct: Math.round(appPercent * 100) / 100,
        acc_id_util_pct: Math.round(ownPercent * 100) / 100,
        ads_api_access_tier: tier,
      });
    }
    return headers;
  }

  private regainMinutes(accountId: string, useCase: UseCase, now: number): number {
    const oldest = this.recent(`${accountId} ${useCase}`, now)[0];
    return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + HOUR - now) / MINUTE));
  }

  private budget(useCase: UseCase): number {
    return useCase === 'ads_insights'
      ? this.budgets.insightsPerAccount
      : this.budgets.managementPerAccount;
  }

  private recent(key: string, now: number): number[] {
    const kept = this.calls.get(key) ?? [];
    const first = kept.findIndex((at) => at > now - HOUR);
    if (first === -1) kept.length = 0;
    else if (first > 0) kept.splice(0, first);
    this.calls.set(key, kept);
    return kept;
  }
}

function percent(used: number, budget: number): number {
  return budget <= 0 ? 100 : Math.min(100, (used / budget) * 100);
}
