/**
 * Shows what the server pushes and opens it when it is pressed. A message is the JSON `{title, body, url, tag}`
 * with `url` a path of this product.
 */
const SUBSCRIPTIONS = '/api/v1/notifications/push/subscriptions';

/** The address of a page of this product; the inbox for everything else. */
function pageOf(url) {
  const inbox = new URL('/inbox', self.location.origin);
  if (typeof url !== 'string' || !URL.canParse(url, self.location.origin)) return inbox.href;
  const page = new URL(url, self.location.origin);
  return page.origin === self.location.origin ? page.href : inbox.href;
}

function messageOf(event) {
  try {
    const message = event.data?.json();
    return typeof message?.title === 'string' ? message : null;
  } catch {
    return null;
  }
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  // Browsers take the right to push from who receives and shows nothing.
  const message = messageOf(event) ?? { title: 'Commerce' };
  event.waitUntil(
    self.registration.showNotification(message.title, {
      body: typeof message.body === 'string' ? message.body : '',
      icon: '/icon.svg',
      tag: typeof message.tag === 'string' ? message.tag : 'inbox',
      data: { url: pageOf(message.url) },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage(pageOf(event.notification.data?.url)));
});

async function openPage(url) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find((client) => client.url === url);
  if (there) return await there.focus();
  return await self.clients.openWindow(url);
}

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(subscribeAgain(event.oldSubscription));
});

/** The browser has dropped its subscription: the server is told the new one while the session lasts. */
async function subscribeAgain(old) {
  const applicationServerKey = old?.options.applicationServerKey;
  if (!applicationServerKey) return;
  const options = { userVisibleOnly: true, applicationServerKey };
  const { endpoint, keys } = (await self.registration.pushManager.subscribe(options)).toJSON();
  // The page that registered this worker has named its language in the worker's address.
  const locale = new URL(self.location.href).searchParams.get('locale') === 'en' ? 'en' : 'ko';
  await tell('POST', { endpoint, keys, locale });
  await tell('DELETE', { endpoint: old.endpoint });
}

const tell = (method, body) =>
  fetch(SUBSCRIPTIONS, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
