import type { AddOrder, Control, EditRequest, RefundRequest } from '../control.ts';
import type { FailureOrder } from '../failures.ts';
import type { Incoming } from './admin-routes.ts';
import { type Answer, json } from './answer.ts';

interface OfShop {
  domain: string;
}

interface OfOrder extends OfShop {
  id: string;
}

type Verb = (control: Control, body: never) => unknown;

const VERBS: Readonly<Record<string, Verb>> = {
  reset: (control) => control.reset(),
  seed: (control, { seed }: { seed: string }) => control.seed(seed),
  advance: (control, body: Parameters<Control['advance']>[0]) => control.advance(body),
  'fail-next': (control, body: FailureOrder) => control.failNext(body),
  'revoke-token': (control, { domain, token }: OfShop & { token?: string }) =>
    control.revokeToken(domain, token ?? null),
  'set-scopes': (control, { domain, scopes }: OfShop & { scopes: string[] }) =>
    control.setScopes(domain, scopes),
  'add-order': (control, { domain, ...order }: OfShop & AddOrder) => ({
    id: control.addOrder(domain, order).id,
  }),
  'refund-order': (control, { domain, id, ...request }: OfOrder & RefundRequest) => ({
    id: control.refundOrder(domain, id, request),
  }),
  'cancel-order': (control, { domain, id, reason }: OfOrder & { reason?: string }) =>
    control.cancelOrder(domain, id, reason),
  'edit-order': (control, { domain, id, ...edit }: OfOrder & EditRequest) =>
    control.editOrder(domain, id, edit),
  'delete-order': (control, { domain, id }: OfOrder) => control.deleteOrder(domain, id),
  'send-webhook': (
    control,
    { domain, id, topic, duplicate }: OfOrder & { topic: string; duplicate?: boolean },
  ) => ({ sent: control.sendWebhook(domain, topic, id, { duplicate: duplicate === true }) }),
  'finish-bulk': (control, { domain }: OfShop) => control.finishBulk(domain),
  truth: (control, { domain }: OfShop) => control.truth(domain),
  requests: (control) => control.requests(),
  state: (control) => ({
    now: control.now().toISOString(),
    shops: control.domains().map((domain) => ({
      domain,
      orders: control.orders(domain).length,
      bulkOperations: control.bulkOperations(domain).map(({ id, status }) => ({ id, status })),
    })),
  }),
};

/** `POST /__sim/<verb>` with a JSON body: the control methods over loopback HTTP. */
export function controlRoute(control: Control, incoming: Incoming): Answer {
  const name = incoming.path.slice('/__sim/'.length);
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (!verb) {
    const error = `Unknown control; there are ${Object.keys(VERBS).join(', ')}.`;
    return json(404, { error });
  }
  if (incoming.method !== 'POST') return json(405, { error: 'Controls are called with POST.' });
  try {
    const body: unknown = incoming.body.trim() === '' ? {} : JSON.parse(incoming.body);
    return json(200, { ok: true, result: verb(control, body as never) ?? null });
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}
