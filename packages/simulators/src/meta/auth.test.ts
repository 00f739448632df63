import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphClient, openGraph } from './graph-client.ts';

describe('authentication', () => {
  let graph: GraphClient;
  beforeAll(async () => {
    graph = await openGraph();
  });
  afterAll(() => graph.sim.close());

  it('refuses a call without a token and one with an unknown token', async () => {
    const none = await fetch(`${graph.sim.origin}/v26.0/me`);
    expect(none.status).toBe(400);
    expect(((await none.json()) as { error: { code: number } }).error.code).toBe(104);
    const unknown = await graph.get('me', { access_token: 'nonsense' });
    expect(unknown.body.error).toMatchObject({ code: 190, type: 'OAuthException' });
  });

  it('takes the token from the query, the form and the Authorization header', async () => {
    expect((await graph.get('me')).body.id).toMatch(/^\d+$/);
    const bearer = await fetch(`${graph.sim.origin}/v26.0/me`, {
      headers: { authorization: `Bearer ${graph.sim.accessToken}` },
    });
    expect(bearer.status).toBe(200);
    const [campaign] = graph.sim.control.entities('990010001');
    const form = await graph.post(campaign?.id ?? '', { name: campaign?.name });
    expect(form.body).toEqual({ success: true });
  });

  it('answers 190/463 once the token expired, and debug_token says so', async () => {
    graph.sim.control.expireToken();
    const refused = await graph.get('me/adaccounts');
    expect(refused.body.error).toMatchObject({ code: 190, error_subcode: 463 });
    const debug = await graph.get('debug_token', {
      input_token: graph.sim.accessToken,
      access_token: '880010001|',
    });
    expect(debug.body.data).toMatchObject({ is_valid: false, app_id: '880010001' });
    graph.sim.control.renewToken();
    expect((await graph.get('me/adaccounts')).status).toBe(200);
  });

  it('limits a token to its accounts and scopes', async () => {
    const { control } = graph.sim;
    control.grantToken({ value: 'one', accounts: new Set(['990010001']), scopes: ['ads_read'] });
    const mine = await graph.get('me/adaccounts', { access_token: 'one' });
    expect(mine.body.data).toHaveLength(1);
    const other = await graph.get('act_990010002/campaigns', { access_token: 'one' });
    expect(other.body.error.code).toBe(200);
    const campaign = control.entities('990010001')[0]?.id ?? '';
    const write = await graph.post(campaign, { access_token: 'one', status: 'PAUSED' });
    expect(write.body.error.code).toBe(200);
    const nowhere = await graph.get('act_1/campaigns');
    expect(nowhere.body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('knows which versions are alive', async () => {
    expect((await graph.get('v25.0/me')).status).toBe(200);
    expect((await graph.get('v24.0/me')).body.error.code).toBe(2635);
  });
});

describe('appsecret_proof', () => {
  it('is demanded and checked when the app has a secret', async () => {
    const graph = await openGraph({ appSecret: 's3cret' });
    const sign = (secret: string) =>
      createHmac('sha256', secret).update(graph.sim.accessToken).digest('hex');
    expect((await graph.get('me')).body.error.code).toBe(104);
    expect((await graph.get('me', { appsecret_proof: sign('other') })).body.error.code).toBe(104);
    expect((await graph.get('me', { appsecret_proof: sign('s3cret') })).status).toBe(200);
    const exchanged = await graph.get('oauth/access_token', {
      grant_type: 'fb_exchange_token',
      client_id: '880010001',
      client_secret: 's3cret',
      fb_exchange_token: graph.sim.accessToken,
    });
    expect(exchanged.body).toMatchObject({ token_type: 'bearer', expires_in: 5_184_000 });
    await graph.sim.close();
  });
});
