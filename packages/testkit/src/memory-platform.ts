import {
  eachDay,
  addDays,
  dayOf,
  type MetricsDailyRow,
  PlatformError,
  splitRange,
} from '@commerce/core';
import type {
  Connection,
  Page,
  PlanInput,
  Platform,
  SlicePlan,
  SliceProof,
  Stream,
  WebhookReader,
} from '@commerce/platforms';
import { memoryFiles } from './memory-files.ts';
import { entityRow, MEMORY_LEVEL as LEVEL, metricsRow } from './memory-rows.ts';
import { z } from 'zod';

/** One ad platform account that lives in this process: what it holds, and what it does wrong next. */
export interface MemoryAccount {
  readonly platform: Platform;
  /** Spend by campaign and day; change it to restate, delete it to make it disappear. */
  readonly spend: Map<string, Map<string, string>>;
  /** Thrown by the next reads of a stream, one each. */
  readonly failures: { stream: string; error: Error; afterPages?: number }[];
  /** Records the platform claims to have beyond those it sends. */
  missing: number;
  /** How many pages were handed out, over all reads. */
  pagesRead: number;
  /** Report ids that were started; reading with saved state starts none. */
  reportsStarted: number;
  token: string;
}

export interface MemoryAccountOptions {
  id?: string;
  currency?: string;
  timezone?: string;
  campaigns?: number;
  firstDay: string;
  lastDay: string;
  recordsPerPage?: number;
  /** Real milliseconds each page takes. */
  pageDelayMs?: number;
  daysPerSlice?: number;
}

/** A platform with real streams over an account in memory, for tests of what surrounds platforms. */
export function createMemoryAccount(options: MemoryAccountOptions): MemoryAccount {
  const facts = {
    id: options.id ?? 'mem-1',
    currency: options.currency ?? 'KRW',
    timezone: options.timezone ?? 'Asia/Seoul',
  };
  const account: MemoryAccount = {
    platform: undefined as unknown as Platform,
    spend: openingSpend(options),
    failures: [],
    missing: 0,
    pagesRead: 0,
    reportsStarted: 0,
    token: 'token-of-the-memory-platform',
  };
  const platform: Platform = {
    id: 'memory',
    name: 'Memory Ads',
    kind: 'ads',
    modes: ['api', 'fixture', 'import'],
    capabilities: ['sync', 'import', 'accounts', 'webhooks'],
    credentials: z.object({ token: z.string().min(1), webhook_secret: z.string().optional() }),
    config: z.object({ account: z.string().optional() }),
    docsUrl: 'https://example.test/memory',
    restatementDays: 28,
    primaryStream: 'insights',
    connect: async (connection) => {
      checkToken(account, connection);
      return {
        external_account_id: facts.id,
        name: `Memory ${facts.id}`,
        currency: facts.currency,
        timezone: facts.timezone,
        scopes: ['read'],
        warnings: [],
      };
    },
    streams: [entityStream(account), insightsStream(account, options, facts.currency)],
    files: memoryFiles(facts.currency),
    webhooks,
  };
  return Object.assign(account, { platform });
}

function openingSpend(options: MemoryAccountOptions): MemoryAccount['spend'] {
  const days = eachDay({ from: options.firstDay, to: options.lastDay });
  const campaigns = Array.from({ length: options.campaigns ?? 3 }, (_, index) => `c${index + 1}`);
  return new Map(
    campaigns.map((campaign, index) => [
      campaign,
      new Map(days.map((day, at) => [day, String((index + 1) * 1000 + at)])),
    ]),
  );
}

function checkToken(account: MemoryAccount, connection: Connection): void {
  if (connection.credentials.token === account.token) return;
  throw new PlatformError('credentials', 'Memory Ads refused the token; enter a new one', {
    platformCode: '190',
  });
}

function takeFailure(account: MemoryAccount, stream: string, pages: number): void {
  const index = account.failures.findIndex(
    (failure) => failure.stream === stream && (failure.afterPages ?? 0) === pages,
  );
  const [failure] = index < 0 ? [] : account.failures.splice(index, 1);
  if (failure) throw failure.error;
}

function entityStream(account: MemoryAccount): Stream {
  return {
    name: 'campaigns',
    order: 1,
    plan: ({ now }) => [{ key: 'all', from: now.toISOString(), to: now.toISOString() }],
    async *read({ connection }) {
      checkToken(account, connection);
      takeFailure(account, 'campaigns', 0);
      const ids = [...account.spend.keys()];
      yield {
        records: ids.map((id) => ({ external_id: id, payload: JSON.stringify({ id }) })),
        rows: { entities: ids.map((id) => entityRow(id)) },
      };
      return { expected: ids.length, received: ids.length, cursor: null };
    },
  };
}

function insightsStream(
  account: MemoryAccount,
  options: MemoryAccountOptions,
  currency: string,
): Stream {
  const size = options.recordsPerPage ?? 20;
  return {
    name: 'insights',
    order: 2,
    plan: (input) => planDays(input, options),
    async *read(context, slice): AsyncGenerator<Page, SliceProof, void> {
      checkToken(account, context.connection);
      if (context.state === null) {
        account.reportsStarted++;
        await context.saveState({ report: `report-${slice.key}` });
      }
      const rows = rowsOf(account, slice, currency);
      let pages = 0;
      for (let at = 0; at < rows.length; at += size) {
        takeFailure(account, 'insights', pages);
        if (options.pageDelayMs) await new Promise((r) => setTimeout(r, options.pageDelayMs));
        account.pagesRead++;
        pages++;
        yield pageOf(rows.slice(at, at + size));
      }
      takeFailure(account, 'insights', pages);
      return {
        expected: rows.length + account.missing,
        received: rows.length,
        cursor: slice.to,
        covers: { level: LEVEL, from: slice.from, to: slice.to },
      };
    },
  };
}

function planDays(input: PlanInput, options: MemoryAccountOptions): SlicePlan[] {
  const today = dayOf(input.now, input.timezone);
  const first =
    input.kind === 'INCREMENTAL' && input.cursor ? addDays(input.cursor, -28) : options.firstDay;
  const from = input.range?.from ?? (first < options.firstDay ? options.firstDay : first);
  const to = input.range?.to ?? (today < options.lastDay ? today : options.lastDay);
  return splitRange({ from, to }, options.daysPerSlice ?? 31).map((range) => ({
    key: `${range.from}..${range.to}`,
    ...range,
  }));
}

function rowsOf(account: MemoryAccount, slice: SlicePlan, currency: string): MetricsDailyRow[] {
  return eachDay(slice).flatMap((day) =>
    [...account.spend].flatMap(([campaign, days]) => {
      const spend = days.get(day);
      return spend === undefined ? [] : [metricsRow(campaign, day, spend, currency)];
    }),
  );
}

const pageOf = (metrics: MetricsDailyRow[]): Page => ({
  records: metrics.map(({ entity_id, day, spend }) => ({
    external_id: `${entity_id}:${day}`,
    payload: JSON.stringify({ campaign: entity_id, day, spend }),
  })),
  rows: { metrics },
});

const signalSchema = z.object({
  id: z.string(),
  topic: z.string(),
  effect: z.enum(['sync', 'wake', 'delete', 'reauth', 'none']),
  stream: z.string().nullable().default(null),
  externalId: z.string().nullable().default(null),
  account: z.string().nullable().default(null),
});

/** Takes a delivery whose `x-secret` header is the stored webhook secret. */
const webhooks: WebhookReader = {
  read({ headers, body }, secrets) {
    if (!secrets.webhook_secret || headers['x-secret'] !== secrets.webhook_secret) return null;
    const { id, ...signal } = signalSchema.parse(JSON.parse(Buffer.from(body).toString('utf8')));
    return { eventId: id, ...signal };
  },
};
