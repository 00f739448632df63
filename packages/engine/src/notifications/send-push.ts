import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import webPush from 'web-push';
import { checkEndpoint, type EndpointPolicy, publicLookup } from './push-endpoint.ts';
import type { PushKeys } from './push-keys.ts';

export interface PushInput extends EndpointPolicy {
  subscription: { endpoint: string; p256dh: string; auth: string };
  keys: PushKeys;
  /** Who is to be told when the server misbehaves: an https or mailto address. */
  subject: string;
  payload: string;
  ttlSeconds: number;
  signal?: AbortSignal;
}

/** How the push service answered; `retryAfterSeconds` when it said so. */
export interface PushAnswer {
  status: number;
  retryAfterSeconds: number | null;
}

const TIMEOUT_MS = 15_000;

/** Encrypts and sends one message. Rejects when the service cannot be reached or is not on the public internet. */
export async function sendPush(input: PushInput): Promise<PushAnswer> {
  const { endpoint, p256dh, auth } = input.subscription;
  const url = checkEndpoint(endpoint, input);
  const details = webPush.generateRequestDetails(
    { endpoint: url.href, keys: { p256dh, auth } },
    input.payload,
    {
      vapidDetails: { subject: input.subject, ...input.keys },
      TTL: input.ttlSeconds,
      urgency: 'high',
    },
  );
  const options = {
    method: 'POST',
    headers: details.headers as Record<string, string>,
    timeout: TIMEOUT_MS,
    ...(input.signal && { signal: input.signal }),
  };
  const call =
    url.protocol === 'https:'
      ? httpsRequest(url, { ...options, lookup: publicLookup })
      : httpRequest(url, options);
  return await answerOf(call, details.body);
}

function answerOf(call: ClientRequest, body: Buffer): Promise<PushAnswer> {
  return new Promise((resolve, reject) => {
    call.on('timeout', () => call.destroy(new Error('the push service did not answer in time')));
    call.on('error', reject);
    call.on('response', (response) => {
      response.resume();
      const after = Number(response.headers['retry-after']);
      resolve({
        status: response.statusCode ?? 0,
        retryAfterSeconds: Number.isFinite(after) && after > 0 ? after : null,
      });
    });
    call.end(body);
  });
}
