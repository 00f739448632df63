import type { BacktestReport, RunBacktest } from '../contract/backtests.ts';
import type { Done } from '../contract/auth.ts';
import type {
  AdEntity,
  AttachKpiProfile,
  EntitiesQuery,
  KpiProfile,
  SaveKpiProfile,
} from '../contract/kpi-profiles.ts';
import type { CreateRule, Rule, RuleDetail, RuleTemplate, UpdateRule } from '../contract/rules.ts';
import { type Caller, type Input, type Output, type Page, path } from './caller.ts';
import type { CallOptions } from './request.ts';

export const ruleCalls = (call: Caller) => ({
  /** With a shop each says whether it fits the shop's accounts. */
  templates: (shopId?: string, how?: CallOptions) =>
    call<Page<typeof RuleTemplate>>(
      { method: 'GET', path: '/api/v1/rule-templates', query: { shop_id: shopId } },
      how,
    ),
  list: (shopId: string, how?: CallOptions) =>
    call<Page<typeof Rule>>({ method: 'GET', path: path`/api/v1/shops/${shopId}/rules` }, how),
  get: (shopId: string, ruleId: string, how?: CallOptions) =>
    call<Output<typeof RuleDetail>>(
      { method: 'GET', path: path`/api/v1/shops/${shopId}/rules/${ruleId}` },
      how,
    ),
  create: (shopId: string, body: Input<typeof CreateRule>, how?: CallOptions) =>
    call<Output<typeof Rule>>(
      { method: 'POST', path: path`/api/v1/shops/${shopId}/rules`, body },
      how,
    ),
  update: (shopId: string, ruleId: string, body: Input<typeof UpdateRule>, how?: CallOptions) =>
    call<Output<typeof Rule>>(
      { method: 'PATCH', path: path`/api/v1/shops/${shopId}/rules/${ruleId}`, body },
      how,
    ),
  archive: (shopId: string, ruleId: string, how?: CallOptions) =>
    call<Output<typeof Done>>(
      { method: 'DELETE', path: path`/api/v1/shops/${shopId}/rules/${ruleId}` },
      how,
    ),
  backtest: (shopId: string, body: Input<typeof RunBacktest>, how?: CallOptions) =>
    call<Output<typeof BacktestReport>>(
      { method: 'POST', path: path`/api/v1/shops/${shopId}/backtests`, body },
      how,
    ),
});

export const profileCalls = (call: Caller) => ({
  list: (shopId: string, how?: CallOptions) =>
    call<Page<typeof KpiProfile>>(
      { method: 'GET', path: path`/api/v1/shops/${shopId}/kpi-profiles` },
      how,
    ),
  save: (shopId: string, key: string, body: Input<typeof SaveKpiProfile>, how?: CallOptions) =>
    call<Output<typeof KpiProfile>>(
      { method: 'PUT', path: path`/api/v1/shops/${shopId}/kpi-profiles/${key}`, body },
      how,
    ),
  remove: (shopId: string, key: string, how?: CallOptions) =>
    call<Output<typeof Done>>(
      { method: 'DELETE', path: path`/api/v1/shops/${shopId}/kpi-profiles/${key}` },
      how,
    ),
  attach: (
    target: { shopId: string; connectorId: string; level: string; entityId: string },
    body: Input<typeof AttachKpiProfile>,
    how?: CallOptions,
  ) =>
    call<Output<typeof AdEntity>>(
      {
        method: 'PUT',
        path: path`/api/v1/shops/${target.shopId}/entities/${target.connectorId}/${target.level}/${target.entityId}/kpi-profile`,
        body,
      },
      how,
    ),
  entities: (shopId: string, query: Input<typeof EntitiesQuery> = {}, how?: CallOptions) =>
    call<Page<typeof AdEntity>>(
      {
        method: 'GET',
        path: path`/api/v1/shops/${shopId}/entities`,
        query: { ...query, limit: query.limit as number | undefined },
      },
      how,
    ),
});
