import { createHmac, randomUUID } from 'node:crypto';
import type { UserError } from '../bulk/operation.ts';
import { API_VERSION } from '../graphql/schema.ts';
import { isoTime } from '../graphql/project.ts';
import { gid, legacyId } from '../state/ids.ts';

export interface SubscriptionInput {
  uri?: string | null;
  format?: string | null;
  filter?: string | null;
  includeFields?: string[] | null;
}

export interface Subscription {
  __typename: 'WebhookSubscription';
  id: string;
  legacyResourceId: string;
  topic: string;
  uri: string;
  format: string;
  filter: string | null;
  includeFields: string[];
  apiVersion: { handle: string; displayName: string; supported: boolean };
  createdAt: number;
  updatedAt: number;
  failures: number;
}

export interface Delivery {
  webhookId: string;
  subscriptionId: string;
  topic: string;
  uri: string;
  body: string;
  headers: Record<string, string>;
  attempts: number;
  nextAttemptAt: number | null;
  lastStatus: number | null;
}

const RETRY_MINUTES = [1, 3, 7, 15, 30, 45, 60, 79] as const;
const REPLY_TIMEOUT_MS = 5_000;

/** Subscriptions of one shop and the deliveries made for them, signed with the client secret. */
export class Webhooks {
  readonly deliveries: Delivery[] = [];
  readonly #domain: string;
  readonly #secret: string;
  readonly #allowLoopback: boolean;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #underWay = new Set<Promise<void>>();
  #next = 1;

  constructor(domain: string, secret: string, allowLoopback: boolean) {
    this.#domain = domain;
    this.#secret = secret;
    this.#allowLoopback = allowLoopback;
  }

  list(): Subscription[] {
    return [...this.#subscriptions.values()];
  }

  create(
    topic: string,
    input: SubscriptionInput,
    now: number,
  ): { webhookSubscription: Subscription | null; userErrors: UserError[] } {
    const message = this.#problemWith(topic, input.uri ?? '');
    if (message) {
      const field = ['webhookSubscription', 'callbackUrl'];
      return { webhookSubscription: null, userErrors: [{ field, message }] };
    }
    const id = gid('WebhookSubscription', `${1_000_000_000 + this.#next++}`);
    const subscription: Subscription = {
      __typename: 'WebhookSubscription',
      id,
      legacyResourceId: legacyId(id),
      topic,
      uri: input.uri as string,
      format: input.format ?? 'JSON',
      filter: input.filter ?? null,
      includeFields: input.includeFields ?? [],
      apiVersion: { handle: API_VERSION, displayName: API_VERSION, supported: true },
      createdAt: now,
      updatedAt: now,
      failures: 0,
    };
    this.#subscriptions.set(id, subscription);
    return { webhookSubscription: { ...subscription }, userErrors: [] };
  }

  remove(id: string): boolean {
    return this.#subscriptions.delete(id);
  }

  /** Sends a payload to every subscription of a topic; `copies` repeats the same delivery id. */
  publish(topic: string, payload: () => Record<string, unknown>, now: number, copies = 1): number {
    let sent = 0;
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.topic !== topic) continue;
      const delivery = this.#prepare(subscription, payload(), now);
      this.deliveries.push(delivery);
      for (let copy = 0; copy < copies; copy++) this.#send(delivery, subscription, now);
      sent += 1;
    }
    return sent;
  }

  /** Sends again, unchanged, what was sent before under this delivery id. */
  replay(webhookId: string, now: number): boolean {
    const delivery = this.deliveries.find((row) => row.webhookId === webhookId);
    const subscription = delivery && this.#subscriptions.get(delivery.subscriptionId);
    if (!delivery || !subscription) return false;
    this.#send(delivery, subscription, now);
    return true;
  }

  /** Repeats failed deliveries whose retry time has come. */
  retryDue(now: number): void {
    for (const delivery of this.deliveries) {
      if (delivery.nextAttemptAt === null || delivery.nextAttemptAt > now) continue;
      const subscription = this.#subscriptions.get(delivery.subscriptionId);
      delivery.nextAttemptAt = null;
      if (subscription) this.#send(delivery, subscription, now);
    }
  }

  /** Resolves when no delivery is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #problemWith(topic: string, uri: string): string | null {
    const protocol = /^([a-z]+:\/\/)/i.exec(uri)?.[1]?.toLowerCase();
    if (protocol === undefined) return 'Address is invalid';
    const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/i.test(uri);
    if (protocol === 'http://' && !(this.#allowLoopback && loopback)) {
      return 'Address protocol http:// is not supported';
    }
    const taken = this.list().some((row) => row.topic === topic && row.uri === uri);
    return taken ? 'Address for this topic has already been taken' : null;
  }

  #prepare(subscription: Subscription, payload: Record<string, unknown>, now: number): Delivery {
    const body = JSON.stringify(chosen(payload, subscription.includeFields));
    const webhookId = randomUUID();
    const [group, ...rest] = splitTopic(subscription.topic);
    return {
      webhookId,
      subscriptionId: subscription.id,
      topic: subscription.topic,
      uri: subscription.uri,
      body,
      headers: {
        'Content-Type': 'application/json',
        'X-Shopify-Topic': [group, ...rest].join('/'),
        'X-Shopify-Hmac-Sha256': createHmac('sha256', this.#secret).update(body).digest('base64'),
        'X-Shopify-Shop-Domain': this.#domain,
        'X-Shopify-API-Version': API_VERSION,
        'X-Shopify-Webhook-Id': webhookId,
        'X-Shopify-Event-Id': randomUUID(),
        'X-Shopify-Triggered-At': isoTime(now),
      },
      attempts: 0,
      nextAttemptAt: null,
      lastStatus: null,
    };
  }

  #send(delivery: Delivery, subscription: Subscription, now: number): void {
    if (!delivery.uri.startsWith('http://')) return;
    const job = this.#post(delivery, subscription, now).finally(() => this.#underWay.delete(job));
    this.#underWay.add(job);
  }

  async #post(delivery: Delivery, subscription: Subscription, now: number): Promise<void> {
    delivery.attempts += 1;
    try {
      const response = await fetch(delivery.uri, {
        method: 'POST',
        headers: delivery.headers,
        body: delivery.body,
        signal: AbortSignal.timeout(REPLY_TIMEOUT_MS),
      });
      await response.arrayBuffer();
      delivery.lastStatus = response.status;
    } catch {
      delivery.lastStatus = null;
    }
    const accepted = delivery.lastStatus !== null && delivery.lastStatus < 300;
    subscription.failures = accepted ? 0 : subscription.failures + 1;
    const wait = accepted ? undefined : RETRY_MINUTES[delivery.attempts - 1];
    delivery.nextAttemptAt = wait === undefined ? null : now + wait * 60_000;
    if (subscription.failures > RETRY_MINUTES.length) this.#subscriptions.delete(subscription.id);
  }
}

function splitTopic(topic: string): string[] {
  const cut = topic.lastIndexOf('_');
  const verbs = /_(PARTIALLY_FULFILLED)$/.exec(topic);
  const at = verbs ? topic.length - (verbs[1] as string).length - 1 : cut;
  return [topic.slice(0, at).toLowerCase(), topic.slice(at + 1).toLowerCase()];
}

function chosen(payload: Record<string, unknown>, fields: readonly string[]) {
  if (fields.length === 0) return payload;
  return Object.fromEntries(Object.entries(payload).filter(([key]) => fields.includes(key)));
}
