import { DECISION_EXAMPLES } from './decision-examples.ts';

/** What a request and the data of its answer look like, by method and path. */
export const EXAMPLES: Readonly<Record<string, { request?: unknown; response?: unknown }>> = {
  'post /api/v1/auth/login': {
    request: { email: 'owner@example.com', password: 'correct horse battery' },
    response: {
      access_token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9…',
      token_type: 'Bearer',
      expires_at: '2026-11-19T15:19:05.000Z',
      refresh_token: 'crt_…',
      refresh_expires_at: '2026-12-03T15:04:05.000Z',
    },
  },
  'post /api/v1/auth/link': { request: { token: 'csl_9fQ2vT7LmZ4xKc1RbW8s…' } },
  'put /api/v1/auth/password': {
    request: { current_password: 'correct horse battery', new_password: 'battery horse correct' },
  },
  'patch /api/v1/auth/me': { request: { locale: 'en' } },
  'post /api/v1/api-keys': {
    request: { name: 'Spreadsheet', scopes: ['read'], expires_at: '2027-11-19T00:00:00Z' },
    response: {
      id: '0f0c2a6e-5a53-4f5e-8a43-5d2a6a1b7c11',
      name: 'Spreadsheet',
      prefix: 'ck_live_9fQ2',
      scopes: ['read'],
      expires_at: '2027-11-19T00:00:00.000Z',
      last_used_at: null,
      created_at: '2026-11-19T15:04:05.000Z',
      key: 'ck_live_9fQ2…',
    },
  },
  'post /api/shops': {
    request: {
      shopify: {
        shop_domain: 'my-shop.myshopify.com',
        client_id: 'a1b2c3',
        client_secret: 'shpss_…',
      },
    },
  },
  'post /api/shops/{shop_id}/sync': {
    request: { kind: 'HISTORICAL_REBUILD', from: '2026-10-01', to: '2026-10-31' },
    response: {
      jobs: [
        {
          id: '5b1f5a0e-93a3-4a10-9a0b-9b7e0b7d8a01',
          connector_id: '3f0e1c7a-6f0b-4a58-8d26-2f9a7f0c9b42',
          kind: 'HISTORICAL_REBUILD',
          status: 'QUEUED',
          already_running: false,
        },
      ],
    },
  },
  'post /api/shops/{shop_id}/platforms/META/connect': {
    request: { access_token: 'EAAB…', ad_account_ids: ['act_1234567890'] },
  },
  'post /api/shops/{shop_id}/platforms/SHOPIFY/connect': {
    request: {
      shop_domain: 'my-shop.myshopify.com',
      client_id: 'a1b2c3',
      client_secret: 'shpss_…',
    },
    response: {
      connectors: [
        {
          id: '3f0e1c7a-6f0b-4a58-8d26-2f9a7f0c9b42',
          platform: 'shopify',
          kind: 'sales',
          mode: 'api',
          name: 'My shop',
          external_account_id: 'my-shop.myshopify.com',
          currency: 'KRW',
          timezone: 'Asia/Seoul',
          status: 'connected',
          status_message: null,
          simulated: false,
          syncing: true,
          stale: false,
          last_synced_at: '2026-11-19T14:55:00.000Z',
          next_sync_at: '2026-11-19T15:04:05.000Z',
        },
      ],
      available_accounts: [],
      warnings: [
        'Without read_inventory unit costs and stock are not read, so profit stays unknown',
      ],
      coded_warnings: [
        {
          code: 'no_costs_or_stock',
          values: {},
          text: 'Without read_inventory unit costs and stock are not read, so profit stays unknown',
        },
      ],
    },
  },
  ...DECISION_EXAMPLES,
};
