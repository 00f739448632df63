import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';

const SOURCE = readFileSync(join(import.meta.dirname, '../../public/push-worker.js'), 'utf8');
const ORIGIN = 'https://commerce.example';

interface Shown {
  title: string;
  options: { body: string; tag: string; data: { url: string } };
}

/** The worker in a browser that keeps what it is asked to do. */
function startWorker(windows: string[] = []) {
  const listeners = new Map<string, (event: object) => void>();
  const shown: Shown[] = [];
  const opened: string[] = [];
  const focused: string[] = [];
  const sent: { method: string; body: unknown }[] = [];
  const fresh = { endpoint: 'https://push.example/new', keys: { p256dh: 'p', auth: 'a' } };
  const self = {
    location: new URL(`${ORIGIN}/push-worker.js?locale=en`),
    addEventListener: (name: string, listener: (event: object) => void) =>
      listeners.set(name, listener),
    registration: {
      showNotification: async (title: string, options: Shown['options']) => {
        shown.push({ title, options });
      },
      pushManager: { subscribe: async () => ({ toJSON: () => fresh }) },
    },
    clients: {
      matchAll: async () =>
        windows.map((url) => ({ url, focus: async () => void focused.push(url) })),
      openWindow: async (url: string) => void opened.push(url),
    },
  };
  const fetch = async (_url: string, { method, body }: { method: string; body: string }) => {
    sent.push({ method, body: JSON.parse(body) });
  };
  runInNewContext(SOURCE, { self, fetch, URL, JSON });
  const raise = async (name: string, event: object) => {
    let work: Promise<unknown> = Promise.resolve();
    listeners.get(name)?.({ ...event, waitUntil: (promise: Promise<unknown>) => (work = promise) });
    await work;
  };
  return { raise, shown, opened, focused, sent };
}

const saying = (message: unknown) => ({ data: { json: () => message } });

it('shows what was pushed, and opens its page', async () => {
  const worker = startWorker();
  const message = { title: 'Pause: A', body: 'Spend', url: '/inbox/1', tag: '1' };
  await worker.raise('push', saying(message));
  expect(worker.shown).toMatchObject([
    { title: 'Pause: A', options: { body: 'Spend', tag: '1', data: { url: `${ORIGIN}/inbox/1` } } },
  ]);
  const notification = { close: () => undefined, data: worker.shown[0]!.options.data };
  await worker.raise('notificationclick', { notification });
  expect(worker.opened).toEqual([`${ORIGIN}/inbox/1`]);
});

it('goes to the window that shows the page already', async () => {
  const worker = startWorker([`${ORIGIN}/shops`, `${ORIGIN}/inbox/1`]);
  const notification = { close: () => undefined, data: { url: `${ORIGIN}/inbox/1` } };
  await worker.raise('notificationclick', { notification });
  expect(worker.focused).toEqual([`${ORIGIN}/inbox/1`]);
  expect(worker.opened).toEqual([]);
});

it('never leads to another site, and always shows something', async () => {
  const worker = startWorker();
  const strange = ['https://evil.example/', '//evil.example', 'javascript:alert(1)', 7, undefined];
  for (const url of strange) await worker.raise('push', saying({ title: 'x', url }));
  expect(new Set(worker.shown.map(({ options }) => options.data.url))).toEqual(
    new Set([`${ORIGIN}/inbox`]),
  );
  const broken = {
    json: () => {
      throw new SyntaxError('no JSON');
    },
  };
  await worker.raise('push', { data: broken });
  await worker.raise('push', { data: null });
  expect(worker.shown.slice(strange.length).map(({ title }) => title)).toEqual([
    'Commerce',
    'Commerce',
  ]);
});

it('tells the server of the subscription that takes the place of a lost one', async () => {
  const worker = startWorker();
  const oldSubscription = {
    endpoint: 'https://push.example/old',
    options: { applicationServerKey: new ArrayBuffer(65) },
  };
  await worker.raise('pushsubscriptionchange', { oldSubscription });
  expect(worker.sent).toEqual([
    {
      method: 'POST',
      body: {
        endpoint: 'https://push.example/new',
        keys: { p256dh: 'p', auth: 'a' },
        locale: 'en',
      },
    },
    { method: 'DELETE', body: { endpoint: 'https://push.example/old' } },
  ]);
  await worker.raise('pushsubscriptionchange', { oldSubscription: null });
  expect(worker.sent).toHaveLength(2);
});
