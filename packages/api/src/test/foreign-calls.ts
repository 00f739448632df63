import { z } from 'zod';
import { pathsOf } from '../create-api.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { ENDPOINTS } from '../routes/index.ts';
import { type HeldByShop, META_TOKEN } from './full-shop.ts';

/** What calls can name: what one shop holds, and what its agency's owner has. */
export interface Named extends HeldByShop {
  key_id: string;
  chat_id: string;
}

/** One way to ask an endpoint about something by its id. */
export interface ForeignCall {
  title: string;
  endpoint: Endpoint;
  /** Whether this is the endpoint's own path, not its other name. */
  isMain: boolean;
  /** What it names beside a shop, which could be another shop's. */
  beside: readonly (keyof Named)[];
  url: (named: Named) => string;
  body: (named: Named) => unknown;
}

/** Ids that mean something on the platform only, or are credentials. */
const NOT_OURS = new Set(['ad_account_ids', 'entity_ids', 'client_id']);

type Bodies = (named: Named) => readonly object[];

const limits = {
  allowed_kinds: ['pause'],
  max_change_percent: '20',
  max_daily_budget: '100000',
  max_daily_increase: '50000',
  max_actions_per_day: 5,
};
const days = { from: '2026-11-17', to: '2026-11-19' };
const scoped = ({ connector_id }: Named) => ({
  template: 'kill_switch',
  scope: { connector_ids: [connector_id] },
});

/** Bodies that name everything their schema has a place for, of endpoints that name something. */
const BODIES: Readonly<Record<string, Bodies>> = {
  'post /api/v1/proposals': ({ shop_id, connector_id, entity_id }) => [
    { shop_id, connector_id, action: { kind: 'pause', level: 'ad', entity_id } },
    {
      ...{ shop_id, connector_id },
      action: {
        ...{ kind: 'set_daily_budget', level: 'ad', entity_id },
        budget: { amount: '1', currency: 'KRW' },
      },
    },
  ],
  'post /api/v1/proposals/decisions': ({ proposal_id: id, approved_proposal_id, diff_hash }) => [
    { decision: 'snooze', until: '2026-11-21T00:00:00Z', members: [{ id }] },
    { decision: 'approve', members: [{ id, diff_hash }] },
    { decision: 'reject', members: [{ id: approved_proposal_id }, { id }] },
  ],
  'post /api/v1/proposals/executions': ({ approved_proposal_id, proposal_id }) => [
    { members: [{ id: approved_proposal_id }, { id: proposal_id }] },
  ],
  'post /api/v1/executions/undo': ({ shop_id, execution_id }) => [
    { shop_id, execution_ids: [execution_id], preview: true },
    { execution_ids: [execution_id], preview: true },
    { shop_id, execution_ids: [execution_id] },
    { execution_ids: [execution_id] },
  ],
  'put /api/v1/shops/{shop_id}/caps/{platform}/{currency}': () => [limits],
  'post /api/v1/kill-switch': ({ shop_id }) => [{ shop_id }],
  'post /api/v1/shops/{shop_id}/rules': (named) => [scoped(named)],
  'patch /api/v1/shops/{shop_id}/rules/{rule_id}': (named) => [
    { name: 'Renamed' },
    { scope: scoped(named).scope },
  ],
  'post /api/v1/shops/{shop_id}/backtests': (named) => [
    { ...days, rule: { rule_id: named.rule_id } },
    { ...days, rule: scoped(named), compare: { rule_id: named.rule_id, version: 1 } },
    { ...days, rule: { template: 'kill_switch' }, compare: scoped(named) },
  ],
  'put /api/v1/shops/{shop_id}/kpi-profiles/{key}': () => [{ name: 'X', objective: 'traffic' }],
  'put /api/v1/shops/{shop_id}/entities/{connector_id}/{level}/{entity_id}/kpi-profile': () => [
    { profile_key: null },
    { profile_key: 'retargeting' },
  ],
  'post /api/shops/{shop_id}/sync': ({ connector_id }) => [{}, { connector_id }],
  'post /api/shops/{shop_id}/platforms/META/connect': () => [{ access_token: META_TOKEN }],
  'post /api/shops/{shop_id}/platforms/SHOPIFY/connect': () => [
    { shop_domain: 'no-shop', access_token: 'x' },
  ],
  'patch /api/v1/notifications/telegram/chats/{chat_id}': () => [{ locale: 'en' }],
};

/**
 * Every closed endpoint that names something by id, asked in every way it can be asked: by each of its paths, with
 * and without each id of its query, with each body.
 * @throws Error for an endpoint whose ids this file does not know how to fill in
 */
export function foreignCalls(endpoints: readonly Endpoint[] = ENDPOINTS): ForeignCall[] {
  return endpoints.filter(({ access }) => access !== 'public').flatMap(callsOf);
}

/** Closed reads that name nothing: they answer with whatever is the asker's own. */
export const ownReads = (): string[] =>
  ENDPOINTS.filter(({ access, method }) => access !== 'public' && method === 'get')
    .flatMap(pathsOf)
    .filter((path) => !path.includes('{'));

function callsOf(endpoint: Endpoint): ForeignCall[] {
  const { method, path: main } = endpoint;
  const inPath = [...main.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  const inQuery = idPlaces(endpoint.query);
  const inBody = idPlaces(endpoint.body);
  if (inPath.length + inQuery.length + inBody.length === 0) return [];
  const bodies = bodiesFor(endpoint, inBody);
  const queries = inPath.length + inBody.length > 0 ? [null, ...inQuery] : inQuery;
  const named = [...new Set([...inPath, ...inQuery, ...inBody].map(fieldOf))];
  return pathsOf(endpoint).flatMap((path) =>
    queries.flatMap((query) =>
      bodies.map((body, nth) => {
        const asked = query === null ? '' : `?${query}=`;
        const which = bodies.length > 1 ? ` (body ${nth + 1})` : '';
        const call = {
          title: `${method.toUpperCase()} ${path}${asked}${which}`,
          endpoint,
          isMain: path === main,
          url: (of: Named) =>
            path.replaceAll(/\{(\w+)\}/g, (_, name: string) => of[fieldOf(name)]) +
            (query === null ? '' : asked + of[fieldOf(query)]),
          body,
        };
        return { ...call, beside: named.filter((field) => standsBesideShop(call, field)) };
      }),
    ),
  );
}

type Asking = Pick<ForeignCall, 'url' | 'body'>;

export const questionOf = ({ url, body }: Asking, named: Named): string =>
  url(named) + JSON.stringify(body(named) ?? null);

/** Whether a call names both a shop and, by this field, a row that could be of another one. */
function standsBesideShop(call: Asking, field: keyof Named): boolean {
  const own = questionOf(call, sample());
  return (
    field.endsWith('_id') &&
    field !== 'shop_id' &&
    own.includes('own-shop_id') &&
    own !== questionOf(call, sample(field))
  );
}

/** Stands in for ids; those of `foreign` are another shop's. */
const sample = (foreign?: keyof Named): Named =>
  new Proxy({} as Named, {
    get: (_, name) => `${name === foreign ? 'foreign' : 'own'}-${String(name)}`,
  });

/** Whose a place in a request is filled from. @throws Error for one nobody thought of */
function fieldOf(place: string): keyof Named {
  const field = FIELDS[place.split('.').at(-1) ?? ''];
  if (field) return field;
  throw new Error(`Say in foreign-calls.ts what "${place}" of a request names`);
}

const FIELDS: Readonly<Record<string, keyof Named>> = {
  shop_id: 'shop_id',
  platform: 'platform',
  currency: 'currency',
  connector_id: 'connector_id',
  connector_ids: 'connector_id',
  level: 'level',
  entity_id: 'entity_id',
  key: 'key',
  rule_id: 'rule_id',
  proposal_id: 'proposal_id',
  /** Of a member. */
  id: 'proposal_id',
  execution_id: 'execution_id',
  execution_ids: 'execution_id',
  key_id: 'key_id',
  chat_id: 'chat_id',
};

function bodiesFor(
  { method, path, body }: Endpoint,
  places: readonly string[],
): ((named: Named) => unknown)[] {
  if (!body) return [() => undefined];
  const made = BODIES[`${method} ${path}`];
  if (!made) throw new Error(`Say in foreign-calls.ts what ${method} ${path} is sent`);
  const examples = made(sample());
  const filled = new Set(examples.flatMap((one) => keysIn(one)));
  const missing = places.filter((place) => !filled.has(place));
  if (missing.length > 0) {
    throw new Error(`No body of ${method} ${path} in foreign-calls.ts names ${missing.join()}`);
  }
  return examples.map((_, nth) => (named) => made(named)[nth]);
}

/** Where a request may name something by its id: `action.entity_id`, `members.id`. */
function idPlaces(schema: z.ZodType | undefined): string[] {
  if (!schema) return [];
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return [...new Set(placesIn(json, json.$defs ?? {}))];
}

interface Shape {
  $ref?: string;
  properties?: Record<string, unknown>;
  items?: unknown;
  anyOf?: unknown[];
  oneOf?: unknown[];
  allOf?: unknown[];
}

function placesIn(shape: unknown, defs: Record<string, unknown>, at = ''): string[] {
  const { $ref, properties, items, anyOf, oneOf, allOf } = shape as Shape;
  if ($ref) return placesIn(defs[$ref.split('/').at(-1) ?? ''] ?? {}, defs, at);
  const inside = Object.entries(properties ?? {}).flatMap(([name, inner]) => {
    const place = `${at}${name}`;
    if (isId(name)) return [place];
    return placesIn(inner, defs, `${place}.`);
  });
  const others = [items ?? [], anyOf ?? [], oneOf ?? [], allOf ?? []].flat();
  return [...inside, ...others.flatMap((inner) => placesIn(inner, defs, at))];
}

const isId = (name: string): boolean => /(^|_)ids?$/.test(name) && !NOT_OURS.has(name);

function keysIn(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysIn(item, at));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    `${at}${name}`,
    ...keysIn(inner, `${at}${name}.`),
  ]);
}
