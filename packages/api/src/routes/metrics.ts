import { metricsVersion, shopMetrics } from '@commerce/engine';
import { MetricsQuery, ShopMetrics } from '../contract/metrics.ts';
import { type Call, endpoint } from '../endpoint/endpoint.ts';
import { ShopParams } from './shop-params.ts';

type MetricsCall = Pick<
  Call<{ shop_id: string }, { from?: string | undefined; to?: string | undefined }, never>,
  'params' | 'query'
>;

const inputOf = ({ params, query }: MetricsCall) => ({ shopId: params.shop_id, ...query });

const metrics = endpoint({
  method: 'get',
  path: '/api/shops/{shop_id}/metrics',
  aliases: ['/api/v1/stores/{shop_id}/metrics'],
  tag: 'Metrics',
  summary: 'A shop’s figures over a range of days',
  description:
    'KPIs with basis, state and comparison, the days one by one, top campaigns and ad sets, recent orders, ' +
    'what platforms changed afterwards, and what a reader must know. Amounts are decimal strings in the ' +
    'shop’s currency, revenue without VAT. `null` means unknown and never 0; `missing` says why.',
  access: 'read',
  audit: { records: 'nothing', because: 'reads figures under row level security' },
  params: ShopParams,
  query: MetricsQuery.strict(),
  data: ShopMetrics,
  errors: ['not_found'],
  version: ({ ctx, ...call }) => metricsVersion(ctx, inputOf(call)),
  handle: ({ ctx, version, ...call }) => shopMetrics(ctx, inputOf(call), version),
});

export const metricsEndpoints = [metrics];
