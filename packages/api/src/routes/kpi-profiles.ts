import {
  attachKpiProfile,
  deleteKpiProfile,
  listEntities,
  listKpiProfiles,
  saveKpiProfile,
} from '@commerce/engine';
import { z } from '@hono/zod-openapi';
import { Done } from '../contract/auth.ts';
import { pageOf } from '../contract/envelope.ts';
import {
  AdEntity,
  AttachKpiProfile,
  EntitiesQuery,
  EntityParams,
  KpiProfile,
  ProfileKey,
  SaveKpiProfile,
} from '../contract/kpi-profiles.ts';
import { ShopId } from '../contract/primitives.ts';
import { endpoint } from '../endpoint/endpoint.ts';
import { ShopParams } from './shop-params.ts';

const tag = 'KPI profiles';
const KeyParams = z.object({ shop_id: ShopId, key: ProfileKey });

const list = endpoint({
  method: 'get',
  path: '/api/v1/shops/{shop_id}/kpi-profiles',
  aliases: ['/api/v1/stores/{shop_id}/kpi-profiles'],
  tag,
  summary: 'What a shop’s ads can be for, with its targets',
  access: 'read',
  audit: { records: 'nothing', because: 'reads profiles under row level security' },
  params: ShopParams,
  data: pageOf(KpiProfile),
  errors: ['not_found'],
  handle: async ({ ctx, params }) => ({
    items: await listKpiProfiles(ctx, { shopId: params.shop_id }),
    next_cursor: null,
  }),
});

const save = endpoint({
  method: 'put',
  path: '/api/v1/shops/{shop_id}/kpi-profiles/{key}',
  aliases: ['/api/v1/stores/{shop_id}/kpi-profiles/{key}'],
  tag,
  summary: 'Make a profile, or give one other targets',
  description:
    'For managers. With the key of a built-in profile the shop gets its own targets for it.',
  access: 'write',
  audit: { records: ['kpi_profile.save'] },
  params: KeyParams,
  body: SaveKpiProfile,
  data: KpiProfile,
  errors: ['not_found'],
  handle: ({ ctx, params, body }) =>
    saveKpiProfile(ctx, { shopId: params.shop_id, key: params.key, ...body }),
});

const remove = endpoint({
  method: 'delete',
  path: '/api/v1/shops/{shop_id}/kpi-profiles/{key}',
  aliases: ['/api/v1/stores/{shop_id}/kpi-profiles/{key}'],
  tag,
  summary: 'Remove a shop’s own profile, or its own targets of a built-in one',
  access: 'write',
  audit: { records: ['kpi_profile.delete'] },
  params: KeyParams,
  data: Done,
  errors: ['not_found', 'conflict'],
  async handle({ ctx, params }) {
    await deleteKpiProfile(ctx, { shopId: params.shop_id, key: params.key });
    return { done: true as const };
  },
});

const attach = endpoint({
  method: 'put',
  path: '/api/v1/shops/{shop_id}/entities/{connector_id}/{level}/{entity_id}/kpi-profile',
  aliases: ['/api/v1/stores/{shop_id}/entities/{connector_id}/{level}/{entity_id}/kpi-profile'],
  tag,
  summary: 'Say what an ad object is for',
  description:
    'Everything below it without a profile of its own takes it over. null takes the parent’s again.',
  access: 'write',
  audit: { records: ['kpi_profile.attach'] },
  params: EntityParams,
  body: AttachKpiProfile,
  data: AdEntity,
  errors: ['not_found'],
  handle: ({ ctx, params, body }) =>
    attachKpiProfile(ctx, {
      shopId: params.shop_id,
      connectorId: params.connector_id,
      level: params.level,
      entityId: params.entity_id,
      profileKey: body.profile_key,
    }),
});

const entities = endpoint({
  method: 'get',
  path: '/api/v1/shops/{shop_id}/entities',
  aliases: ['/api/v1/stores/{shop_id}/entities'],
  tag,
  summary: 'A shop’s ad objects with status, budget and profile',
  access: 'read',
  audit: { records: 'nothing', because: 'reads ad objects under row level security' },
  params: ShopParams,
  query: EntitiesQuery,
  data: pageOf(AdEntity),
  errors: ['not_found'],
  handle: ({ ctx, params, query }) =>
    listEntities(ctx, {
      shopId: params.shop_id,
      connectorId: query.connector_id,
      level: query.level,
      search: query.search,
      limit: query.limit,
      cursor: query.cursor,
    }),
});

export const kpiProfileEndpoints = [list, save, remove, attach, entities];
