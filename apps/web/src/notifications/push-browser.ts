import { request } from '../api/browser.ts';
import type { Problem } from '../api/problem.ts';
import type { Locale } from '../i18n/locales.ts';

const WORKER_PATH = '/push-worker.js';

/** `blocked`: the person said no once, and only the browser's own settings change that. */
export type PushState = 'unsupported' | 'blocked' | 'off' | 'on';
export type PushResult =
  | { ok: true; state: PushState }
  /** `refused`: the browser would not subscribe; else what the API said. */
  | { ok: false; problem: Problem | 'refused' };

const isSupported = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const currentSubscription = async (): Promise<PushSubscription | null> => {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
};

/** How this browser stands; nobody is asked anything. */
export async function pushState(): Promise<PushState> {
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'blocked';
  return Notification.permission === 'granted' && (await currentSubscription()) ? 'on' : 'off';
}

/** Asks for permission, subscribes and tells the server; must follow a press. */
export async function enablePush(locale: Locale): Promise<PushResult> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return { ok: true, state: await pushState() };
  const key = await request((client, how) => client.notifications.pushKey(how));
  if (!key.ok) return key;
  const subscription = await subscribe(key.data.public_key, locale);
  if (!subscription) return { ok: false, problem: 'refused' };
  const { endpoint, keys } = subscription.toJSON();
  const answer = await request((client, how) =>
    client.notifications.subscribePush(
      {
        endpoint: endpoint ?? '',
        keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' },
        locale,
      },
      how,
    ),
  );
  if (answer.ok) return { ok: true, state: 'on' };
  await subscription.unsubscribe();
  return answer;
}

/** The server forgets this browser first: what it no longer knows it cannot send to. */
export async function disablePush(): Promise<PushResult> {
  const subscription = await currentSubscription();
  if (!subscription) return { ok: true, state: 'off' };
  const answer = await request((client, how) =>
    client.notifications.unsubscribePush(subscription.endpoint, how),
  );
  if (!answer.ok) return answer;
  await subscription.unsubscribe();
  return { ok: true, state: 'off' };
}

/** Shows a notification of this device's own, as a decision would look. */
export async function showSample(title: string, body: string): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return false;
  await registration.showNotification(title, {
    body,
    icon: '/icon.svg',
    tag: 'sample',
    data: { url: '/inbox' },
  });
  return true;
}

async function subscribe(publicKey: string, locale: Locale): Promise<PushSubscription | null> {
  try {
    await navigator.serviceWorker.register(`${WORKER_PATH}?locale=${locale}`);
    const registration = await navigator.serviceWorker.ready;
    const old = await registration.pushManager.getSubscription();
    // One made for another server's key would never be heard of again.
    if (old && !isFor(old, publicKey)) await old.unsubscribe();
    return await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: publicKey,
    });
  } catch {
    return null;
  }
}

function isFor(subscription: PushSubscription, publicKey: string): boolean {
  const key = subscription.options.applicationServerKey;
  if (!key) return false;
  const text = btoa(String.fromCodePoint(...new Uint8Array(key)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === publicKey;
}
