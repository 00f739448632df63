import { setTimeout as wait } from 'node:timers/promises';
import type { Action, Finding } from '@commerce/core';
import { type Db, withSystem } from '@commerce/db';
import type { TestDatabase } from '@commerce/db/testing';
import {
  type Actor,
  connectAccount,
  createTelegramPairing,
  type EngineContext,
  getProposal,
  type Log,
  proposeAction,
  queueNotifications,
  raiseProposals,
  saveCap,
} from '@commerce/engine';
import { createHttpTransport } from '@commerce/platforms';
import { meta } from '@commerce/platforms/meta';
import {
  type MetaSimulator,
  reachMeta,
  type SimMessage,
  type SimUser,
  startMetaSimulator,
  startTelegramSimulator,
  type TelegramSimulator,
} from '@commerce/simulators';
import {
  createTenant,
  createTestClock,
  createTestContext,
  type TestClock,
  type TestTenant,
} from '@commerce/testkit';
import { expect } from 'vitest';
import type { BotOptions, BotState } from '../options.ts';
import { type RunningBot, startBot } from '../start-bot.ts';

export const KOREAN: SimUser = { id: 777_000_111, first_name: 'Op', language_code: 'ko' };
export const STRANGER: SimUser = { id: 666, first_name: 'Eve', language_code: 'en' };
export const TOKEN = '123456:TEST-token_that-is-never-logged';
const ACCOUNT = '990010001';

/** The ad platform and Telegram, both simulated, the engine on a real database, and one running bot. */
export interface BotFixture {
  ctx: EngineContext;
  db: Db;
  clock: TestClock;
  telegram: TelegramSimulator;
  ads: MetaSimulator;
  tenant: TestTenant;
  shopId: string;
  connectorId: string;
  states: BotState[];
  logged: string[];
  as(actor: Actor, via?: Actor['via'], name?: string): EngineContext;
  start(options?: Partial<BotOptions>): RunningBot;
  running(): Promise<void>;
  /** Pairs a chat as a person does: a code from the web app, sent to the bot. */
  pair(actor?: Actor, from?: SimUser, chatId?: number): Promise<void>;
  say(text: string, from?: SimUser, chatId?: number): void;
  /** Names of active campaigns. */
  campaigns(): { id: string; name: string; status: string }[];
  /** What a person proposes in the web app; queued for the chats. */
  propose(action: Action): Promise<string>;
  /** What rules found at once; queued for the chats. */
  raise(...findings: Partial<Finding>[]): Promise<string[]>;
  queue(): Promise<void>;
  proposal(id: string): ReturnType<typeof getProposal>;
  /** Messages of the bot in a chat, oldest first. */
  cards(chatId?: number): SimMessage[];
  /** Waits for the newest message of the bot whose text holds a part. */
  card(part: string, chatId?: number): Promise<SimMessage>;
  press(message: SimMessage, button: string, from?: SimUser): void;
  /** Waits until everything Telegram has was handled. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A world of its own on a database that other tests of the file used before. */
export async function openBot({ db }: TestDatabase): Promise<BotFixture> {
  await forget(db);
  const clock = createTestClock('2026-11-20T03:00:00Z');
  const ads = await startMetaSimulator({ now: clock.now, historyDays: 5 });
  const telegram = await startTelegramSimulator({ now: clock.now, token: TOKEN });
  const transport = createHttpTransport({ rewrite: reachMeta(ads.origin), timeoutMs: 2_000 });
  const logged: string[] = [];
  const note = (fields: object, message: string) =>
    void logged.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { info: note, warn: note, error: note };
  const ctx: EngineContext = {
    ...createTestContext({ db, platforms: [meta], clock, transport, log }),
    // Loops of the bot really wait; the clock moves only when a test says so.
    sleep: async (ms, signal) => void (await wait(ms, undefined, signal ? { signal } : {})),
  };
  const tenant = await createTenant(db);
  const shopId = tenant.shops[0]?.id ?? '';
  const { connectorId } = await connectAccount(ctx, {
    shopId,
    platform: 'meta',
    config: { ad_account_id: ACCOUNT },
    credentials: { access_token: ads.accessToken },
  });
  await saveCap(ctx, {
    ...{ shopId, platform: 'meta', currency: 'KRW' },
    allowedKinds: ['pause', 'resume', 'set_daily_budget'],
    ...{ maxChangePercent: '50', maxDailyBudget: '10000000', maxDailyIncrease: '10000000' },
    maxActionsPerDay: 100,
  });
  const states: BotState[] = [];
  const bots: RunningBot[] = [];
  const mine = (chatId: number) =>
    telegram.control.messages(chatId).filter(({ from }) => from?.is_bot === true);
  const fixture: BotFixture = {
    ...{ ctx, db, clock, telegram, ads, tenant, shopId, connectorId, states, logged },
    as: (actor, via, name) => ({
      ...ctx,
      actor: { ...actor, ...(via && { via }), ...(name && { name }) },
    }),
    start(options = {}) {
      const bot = startBot({
        ctx,
        token: TOKEN,
        apiRoot: telegram.origin,
        buttonKey: Buffer.alloc(32, 5),
        webOrigin: 'http://127.0.0.1:8010',
        onState: (state) => void states.push(state),
        timing: { poll: 20_000, outbox: 20, messageGap: 0, lease: 3_000, retry: 50 },
        ...options,
      });
      bots.push(bot);
      return bot;
    },
    async running() {
      await expect.poll(() => states.at(-1)?.state).toBe('running');
    },
    async pair(actor = tenant.owner.actor, from = KOREAN, chatId = from.id) {
      const { code } = await createTelegramPairing(fixture.as(actor));
      fixture.say(`/start ${code}`, from, chatId);
      await fixture.card('/help', chatId);
    },
    say: (text, from = KOREAN, chatId = from.id) =>
      void telegram.control.say({ text, from, chatId }),
    campaigns: () =>
      ads.control
        .entities(ACCOUNT)
        .filter(({ level, status }) => level === 'campaign' && status === 'ACTIVE'),
    async propose(action) {
      const { id } = await proposeAction(fixture.as(tenant.owner.actor, 'web', 'Web person'), {
        ...{ shopId, connectorId, action },
      });
      await fixture.queue();
      return id;
    },
    async raise(...findings) {
      const raised = await withSystem(db, (trx) =>
        raiseProposals(trx, ctx, {
          ...{ shopId, connectorId },
          candidates: findings.map((finding, index) => ({
            finding: { ...findingOf(fixture.campaigns()[0]?.id ?? '', index), ...finding },
            ruleId: RULE,
            ruleVersion: 1,
            expiresAt: new Date(clock.now().getTime() + 14 * 86_400_000),
          })),
        }),
      );
      await fixture.queue();
      return raised.map(({ proposalId }) => proposalId ?? '');
    },
    queue: async () => void (await queueNotifications(ctx)),
    proposal: (proposalId) => getProposal(ctx, { proposalId }),
    cards: (chatId = KOREAN.id) => mine(chatId),
    async card(part, chatId = KOREAN.id) {
      const find = () => mine(chatId).findLast(({ text }) => text?.includes(part));
      await expect
        .poll(() => find() !== undefined || mine(chatId).map(({ text }) => text))
        .toBe(true);
      const found = find();
      if (!found) throw new Error(`There is no card with ${part}`);
      return found;
    },
    press: (message, button, from = KOREAN) =>
      void telegram.control.press({
        chatId: message.chat.id,
        messageId: message.message_id,
        button,
        from,
      }),
    async settled() {
      await expect.poll(() => telegram.control.unconfirmed()).toBe(0);
    },
    async close() {
      await Promise.all(bots.map((bot) => bot.stop()));
      // Whatever a test did to it.
      const kept = await db.selectFrom('app_dashboard.notifications').select('error').execute();
      const secret = TOKEN.split(':')[1];
      expect([...logged, ...kept.map(({ error }) => error ?? '')].join('\n')).not.toContain(secret);
      await telegram.close();
      await transport.close();
      await ads.close();
    },
  };
  return fixture;
}

/** Telegram of the next test starts anew, with the same ids. */
async function forget(db: Db): Promise<void> {
  await db.deleteFrom('app_dashboard.notifications').execute();
  await db.deleteFrom('app_dashboard.telegram_chats').execute();
  await db.deleteFrom('app_dashboard.telegram_bot').execute();
  await db.deleteFrom('app_dashboard.telegram_updates').execute();
  await db.deleteFrom('app_dashboard.sign_in_attempts').execute();
  await db.deleteFrom('app_dashboard.chores').execute();
}

const RULE = '0f6f6f52-6f0a-4b1c-9c55-0f6f6f520001';

/** What a rule would find about one of many objects. */
const findingOf = (entityId: string, index: number): Finding => ({
  kind: 'pause',
  level: 'campaign',
  entity_id: index === 0 ? entityId : `${entityId}${index}`,
  entity_name: `Campaign ${index + 1}`,
  diff: [{ field: 'status', before: 'ACTIVE', after: 'PAUSED', currency: null }],
  risk: 'low',
  requires_approval: true,
  reason: {
    code: 'spend_without_conversions',
    values: { spend: '120000', conversions: 0, days: 3 },
    currency: 'KRW',
  },
  evidence: {
    window: { from: '2026-11-17', to: '2026-11-19' },
    state: 'final',
    figures: [],
    series: [],
    maturity: null,
    notes: [],
  },
});
