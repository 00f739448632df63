import { type JsonObject, PlatformError } from '@commerce/core';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type ScriptedAnswer,
  type ScriptedRequest,
  scriptedGraph,
} from './fixtures/scripted-graph.ts';
import { streamOf } from './fixtures/simulated-account.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const DAY = '2026-11-10';
const row = (campaign: string) => ({
  account_id: '77',
  account_currency: 'KRW',
  campaign_id: campaign,
  campaign_name: campaign,
  spend: '10',
  date_start: DAY,
  date_stop: DAY,
});
const page = (names: string[], after?: string) => ({
  body: {
    data: names.map(row),
    ...(after && {
      paging: { cursors: { after }, next: `https://graph.facebook.com/?after=${after}` },
    }),
  },
});

async function read(
  answer: (request: ScriptedRequest, count: number) => ScriptedAnswer,
  state: JsonObject | null = null,
) {
  const graph = await scriptedGraph(answer);
  closing.push(() => graph.close());
  const { connection, requests } = graph;
  const states: JsonObject[] = [];
  const reading = streamOf('insights_campaign').read(
    {
      ...{ connection, state, scratchDir: '' },
      signal: new AbortController().signal,
      saveState: async (next) => void states.push(next),
    },
    { key: 'day', from: DAY, to: DAY },
  );
  const found: string[] = [];
  const run = async () => {
    for (;;) {
      const next = await reading.next();
      if (next.done) return;
      found.push(...(next.value.rows.metrics ?? []).map(({ entity_id }) => entity_id));
    }
  };
  const error: unknown = await run().catch((cause: unknown) => cause);
  if (error !== undefined) expect(error).toBeInstanceOf(PlatformError);
  return { found, error: error as PlatformError | undefined, requests, states };
}

describe('refusals', () => {
  const refused = (error: object, status = 400) => read(() => ({ status, body: { error } }));

  it.each([
    [{ code: 190, error_subcode: null, message: 'x', error_user_msg: null }, 'credentials'],
    [{ code: '190', error_subcode: '463', message: 'x' }, 'credentials'],
    [{ code: 200, message: null, is_transient: null, error_data: '{}' }, 'permission'],
    [{ code: 100, error_subcode: 3191001, error_data: { a: 1 } }, 'permission'],
  ])('are known by their code, however the rest is written: %j', async (error, kind) => {
    expect((await refused(error)).error?.kind).toBe(kind);
  });

  it('with HTTP 500 are an outage, whatever code they carry', async () => {
    const { error, requests } = await refused({ code: 99, message: 'x' }, 500);
    expect([error?.kind, requests.length]).toEqual(['unavailable', 5]);
  });

  it('keep no token, not even one written for a link', async () => {
    const { error } = await read(() => ({
      body: { data: [1], paging: { next: 'https://x/?access_token=12%7Csecret' } },
    }));
    expect(error?.kind).toBe('schema_drift');
    expect(String(error?.rejected?.body)).not.toContain('secret');
  });
});

describe('pages', () => {
  it('that lead back to an earlier cursor end the reading', async () => {
    const { error, requests } = await read((_, count) =>
      page(['c'], count % 2 === 0 ? 'second' : 'first'),
    );
    expect([error?.kind, requests.length]).toEqual(['schema_drift', 3]);
  });

  it('may say null where nothing is meant', async () => {
    const said = { ...row('a'), attribution_setting: null, actions: null, reach: null };
    const { found, error } = await read(() => ({ body: { data: [said] } }));
    expect([error?.message, found]).toEqual([undefined, ['a']]);
  });

  it.each([{ spend: '9'.repeat(17) }, { impressions: '9'.repeat(16) }])(
    'with figures that no column holds are kept and not stored: %j',
    async (figures) => {
      const { found, error } = await read(() => ({
        body: { data: [{ ...row('a'), ...figures }] },
      }));
      expect([error?.kind, found]).toEqual(['schema_drift', []]);
    },
  );

  it('without rows are passed while there is a next one', async () => {
    const pages = [page(['a'], '1'), page([], '2'), page([], '3'), page(['b'])];
    const { found, error } = await read((_, count) => pages[count - 1] ?? page([]));
    expect([error, found]).toEqual([undefined, ['a', 'b']]);
  });
});

describe('usage headers', () => {
  it.each(['', 'null', '[]', '{', '"x"', '{"call_count":"many"}', '{"1":[null,{"type":7}]}', '9'])(
    'that say nothing usable change nothing: %j',
    async (text) => {
      const names = ['x-app-usage', 'x-business-use-case-usage', 'x-fb-ads-insights-throttle'];
      const headers = Object.fromEntries(names.map((name) => [name, text]));
      const { found, error } = await read(() => ({ headers, ...page(['a']) }));
      expect([error, found]).toEqual([undefined, ['a']]);
    },
  );
});

describe('report runs', () => {
  const RESUMED = { reports: true, runs: { [`${DAY}..${DAY}`]: 'old' } };
  const fresh = ({ method, path }: ScriptedRequest): ScriptedAnswer => {
    if (method === 'POST') return { body: { report_run_id: 'new' } };
    if (path === 'new/insights') return page(['a']);
    return { body: { async_status: 'Job Completed', async_percent_completion: 100 } };
  };

  it.each([
    { code: 100, error_subcode: 33, message: 'does not exist' },
    { code: 2601, message: 'job gone' },
    { code: 100, message: 'unknown object' },
  ])('remembered from an earlier attempt and gone since are made again: %j', async (error) => {
    const { found, error: failure } = await read(
      (request) =>
        request.path.startsWith('old') ? { status: 400, body: { error } } : fresh(request),
      RESUMED,
    );
    expect([failure?.message, found]).toEqual([undefined, ['a']]);
  });

  it('that failed are not taken up again', async () => {
    const failed = { async_status: 'Job Failed', async_percent_completion: 35 };
    const { error, states } = await read(
      (request) =>
        request.method === 'POST'
          ? fresh(request)
          : { body: { ...failed, error_code: 80_000, error_subcode: 2_446_079 } },
      { reports: true },
    );
    expect([error?.kind, states.at(-1)]).toEqual([
      'rate_limited',
      expect.objectContaining({ runs: {} }),
    ]);
  });

  it.each([
    { async_status: 'Job Skipped' },
    { async_status: 'Job Failed', error_code: -2, error_subcode: 2_490_547, error_user_msg: null },
    { async_status: 'Job Failed', async_percent_completion: 5, error_code: null },
  ])('are made again: %j', async (status) => {
    const { found, error, requests } = await read(
      (request) => (request.path === 'old' ? { body: status } : fresh(request)),
      RESUMED,
    );
    expect([error?.message, found]).toEqual([undefined, ['a']]);
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
