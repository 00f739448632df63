import { createApiKey, listApiKeys, revokeApiKey } from '@commerce/engine';
import { z } from '@hono/zod-openapi';
import { ApiKey, CreateApiKey, CreatedApiKey, Done } from '../contract/auth.ts';
import { pageOf } from '../contract/envelope.ts';
import { endpoint } from '../endpoint/endpoint.ts';

const tag = 'API keys';

const list = endpoint({
  method: 'get',
  path: '/api/v1/api-keys',
  tag,
  summary: 'One’s API keys',
  access: 'read',
  audit: { records: 'nothing', because: 'shows no key, only its first characters' },
  data: pageOf(ApiKey),
  handle: async ({ ctx }) => ({ items: await listApiKeys(ctx), next_cursor: null }),
});

const create = endpoint({
  method: 'post',
  path: '/api/v1/api-keys',
  tag,
  summary: 'Make an API key',
  description:
    'The key acts for the person who makes it, within its scopes. `propose` reads and proposes actions but can ' +
    'never approve, execute, undo or change anything else: give it to an AI. It is shown this once.',
  access: 'write',
  audit: { records: ['api_key.create'] },
  body: CreateApiKey,
  data: CreatedApiKey,
  status: 201,
  handle: ({ ctx, body }) =>
    createApiKey(ctx, { name: body.name, scopes: body.scopes, expiresAt: body.expires_at }),
});

const revoke = endpoint({
  method: 'delete',
  path: '/api/v1/api-keys/{key_id}',
  tag,
  summary: 'Revoke an API key',
  access: 'write',
  audit: { records: ['api_key.revoke'] },
  params: z.object({ key_id: z.uuid() }),
  data: Done,
  errors: ['not_found'],
  async handle({ ctx, params }) {
    await revokeApiKey(ctx, { keyId: params.key_id });
    return { done: true as const };
  },
});

export const apiKeyEndpoints = [list, create, revoke];
