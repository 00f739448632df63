import type { FailureKind, Occasion } from '../failures.ts';
import type { World } from '../world-state.ts';
import { type Incoming, graphqlRoute, tokenRoute } from './admin-routes.ts';
import { type Answer, json, notFound } from './answer.ts';
import { failureAnswer } from './failure-answers.ts';
import type { Reply } from './http-server.ts';

const GRAPHQL = /^\/([^/]+)\/admin\/api\/([^/]+)\/graphql\.json$/;
const TOKEN = /^\/([^/]+)\/admin\/oauth\/access_token$/;
const STORAGE = /^\/__storage\/([\w.-]+)$/;

interface Door {
  resource: Occasion['resource'] | 'unknown';
  domain: string;
  open(): Answer;
}

/** Routes `/{shop-domain}/admin/…` and `/__storage/…`, applies ordered failures, logs. */
export function platformRoute(world: World, incoming: Incoming): Reply {
  const url = new URL(incoming.path, 'http://simulator.invalid');
  const door = findDoor(world, incoming, url);
  const occasion = { ...door, body: incoming.body } as Occasion;
  const failure = door.resource === 'unknown' ? null : world.failures.take(occasion);
  const answer = answerFor(door, failure);
  world.log.add({
    at: world.clock.now(),
    domain: door.domain,
    resource: door.resource,
    method: incoming.method,
    path: url.pathname,
    body: door.resource === 'graphql' ? parsed(incoming.body) : null,
    status: answer.status,
    failure,
  });
  const headers = { 'X-Request-Id': crypto.randomUUID(), ...answer.headers };
  return { answer: { ...answer, headers }, fault: failure };
}

function answerFor(door: Door, failure: FailureKind | null): Answer {
  if (failure === 'close_socket' || failure === 'hang') return json(200, null);
  return (failure && failureAnswer(failure)) ?? door.open();
}

function findDoor(world: World, incoming: Incoming, url: URL): Door {
  const now = world.clock.now();
  const stored = STORAGE.exec(url.pathname)?.[1];
  if (stored !== undefined) {
    const domain = world.domains().find((name) => stored.startsWith(keyOf(world, name))) ?? '';
    return { resource: 'storage', domain, open: () => storageAnswer(world, stored, url, now) };
  }
  const api = GRAPHQL.exec(url.pathname);
  const token = TOKEN.exec(url.pathname);
  const domain = (api ?? token)?.[1] ?? '';
  const session = world.find(domain);
  if (!session) return { resource: 'unknown', domain, open: notFound };
  if (api) {
    const version = api[2] as string;
    return {
      resource: 'graphql',
      domain,
      open: () => graphqlRoute(session, version, incoming, now),
    };
  }
  return { resource: 'token', domain, open: () => tokenRoute(session, incoming, now) };
}

function keyOf(world: World, domain: string): string {
  return `${world.session(domain).shop.profile.key}-`;
}

function storageAnswer(world: World, name: string, url: URL, now: number): Answer {
  const found = world.storage.open(name, url.searchParams, now);
  if ('file' in found) {
    const headers = { 'Content-Type': 'application/jsonl' };
    return { status: 200, headers, body: '', file: found.file };
  }
  const headers = { 'Content-Type': 'application/xml; charset=UTF-8' };
  return { status: found.status, headers, body: found.body };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
