import type * as contract from '@commerce/api/contract';

type Wire<Schema extends { _output: unknown }> = Schema['_output'];

export type Me = Wire<typeof contract.Me>;
export type Shop = Wire<typeof contract.Shop>;
export type ShopSummary = Wire<typeof contract.ShopSummary>;
export type ShopMetrics = Wire<typeof contract.ShopMetrics>;
export type Kpi = Wire<typeof contract.Kpi>;
export type KpiName = Kpi['name'];
export type DataState = Wire<typeof contract.DataState>;
export type DailyPoint = Wire<typeof contract.DailyPoint>;
export type AdPerformance = Wire<typeof contract.AdPerformance>;
export type RecentOrder = Wire<typeof contract.RecentOrder>;
export type Freshness = Wire<typeof contract.Freshness>;
export type ConnectorStatus = Wire<typeof contract.ConnectorStatus>;
export type SyncStatus = Wire<typeof contract.SyncStatus>;
export type SyncJob = Wire<typeof contract.SyncJob>;
export type SyncSlice = Wire<typeof contract.SyncSlice>;
export type ApiKey = Wire<typeof contract.ApiKey>;
export type AccountChoice = Wire<typeof contract.AccountChoice>;
export type ErrorCode = Wire<typeof contract.ErrorCode>;
