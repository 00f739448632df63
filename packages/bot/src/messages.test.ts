import type { MetricsDailyRow } from '@commerce/core';
import { withSystem, writePage } from '@commerce/db';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import {
  decideProposals,
  engageStop,
  executeProposals,
  listTelegramChats,
  proposeAction,
  shopMetrics,
} from '@commerce/engine';
import type { SimMessage } from '@commerce/simulators';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotFixture, KOREAN, openBot } from './test/bot-fixture.ts';

let database: TestDatabase;
let bot: BotFixture;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
});
afterAll(() => database.close());
beforeEach(async () => {
  bot = await openBot(database);
});
afterEach(() => bot.close());

async function open(options: Parameters<BotFixture['start']>[0] = {}): Promise<void> {
  bot.start(options);
  await bot.running();
  await bot.pair();
}
const keys = (message: SimMessage) => message.reply_markup?.inline_keyboard?.flat() ?? [];
const cards = () => bot.cards().filter((message) => keys(message).some((key) => key.callback_data));
/** Waits until the bot has noted that it has to wait: the time goes on from there. */
const putOff = () =>
  expect
    .poll(() =>
      bot.db
        .selectFrom('app_dashboard.notifications')
        .select('error')
        .where('error', 'is not', null)
        .execute(),
    )
    .toHaveLength(1);
const reject = async (id: string) => {
  const [verdict] = await decideProposals(bot.as(bot.tenant.owner.actor, 'web', 'Minji'), {
    decision: 'reject',
    members: [{ id }],
  });
  expect(verdict?.ok).toBe(true);
};

describe('what is sent', () => {
  it('is one card for one decision; a list and five cards for many', async () => {
    await open();
    await bot.raise({});
    await expect.poll(() => cards().length).toBe(1);
    expect(bot.cards()).toHaveLength(2);
    const names = Array.from({ length: 12 }, (_, index) => ({
      entity_id: `many${index}`,
      entity_name: `Campaign ${index} ${'긴 이름 '.repeat(90)}`,
    }));
    await bot.raise(...names);
    await bot.card('결정을 기다리는 제안 12개');
    await expect.poll(() => cards().length).toBe(6);
    for (const { text } of bot.cards()) expect(text!.length).toBeLessThanOrEqual(4096);
    expect(bot.telegram.control.requests().filter(({ status }) => status === 400)).toEqual([]);
    await bot.settled();
    expect(cards()).toHaveLength(6);
  });

  it('keeps to one message a second in a chat', async () => {
    await open({ timing: { poll: 5_000, outbox: 20, messageGap: 200, lease: 3_000, retry: 50 } });
    const before = performance.now();
    await bot.raise({}, { entity_id: 'b' }, { entity_id: 'c' });
    await expect.poll(() => cards().length).toBe(3);
    expect(performance.now() - before).toBeGreaterThan(580);
  });

  it('leads to the web app by a button, or by an address where only this machine knows it', async () => {
    await open();
    const [id] = await bot.raise({});
    const local = await bot.card(`http://127.0.0.1:8010/inbox/${id}`);
    expect(keys(local).some((key) => key.url)).toBe(false);
    await bot.close();
    bot = await openBot(database);
    await open({ webOrigin: 'https://shop.example.com' });
    const [other] = await bot.raise({});
    await expect
      .poll(() =>
        cards()
          .flatMap(keys)
          .map((key) => key.url),
      )
      .toContain(`https://shop.example.com/inbox/${other}`);
  });

  it('goes without formatting where Telegram cannot read it', async () => {
    await open();
    bot.telegram.control.failNext({
      method: 'sendMessage',
      error: { code: 400, description: "Bad Request: can't parse entities: byte offset 3" },
    });
    await bot.raise({ entity_name: 'A & B <i>' });
    const card = await bot.card('A & B <i>');
    expect(card.entities).toBeUndefined();
    expect(keys(card).length).toBeGreaterThan(2);
  });

  it('waits for a chat that blocked the bot until it writes again', async () => {
    await open();
    bot.telegram.control.forbid(KOREAN.id);
    await bot.raise({});
    const chat = async () => (await listTelegramChats(bot.as(bot.tenant.owner.actor)))[0];
    await expect.poll(async () => (await chat())?.state).toBe('blocked');
    expect((await chat())?.state_message).toContain('blocked by the user');
    bot.say('/help');
    await expect.poll(() => cards().length).toBe(1);
    expect((await chat())?.state).toBe('active');
  });

  it('waits as long as Telegram asks: a little at once, long in the outbox', async () => {
    await open();
    const tooMany = (seconds: number) => ({
      code: 429,
      description: `Too Many Requests: retry after ${seconds}`,
      parameters: { retry_after: seconds },
    });
    bot.telegram.control.failNext({ method: 'sendMessage', error: tooMany(1) });
    const [id] = await bot.raise({});
    await expect.poll(() => cards().length).toBe(1);
    bot.telegram.control.failNext({ method: 'editMessageText', error: tooMany(90) });
    await reject(id!);
    const edits = () =>
      bot.telegram.control.requests().filter(({ method }) => method === 'editMessageText');
    await expect.poll(() => edits().map(({ status }) => status)).toEqual([429]);
    await putOff();
    bot.clock.advance(89_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(edits()).toHaveLength(1);
    bot.clock.advance(1_000);
    await bot.card('Minji');
  });

  it('is asked for again within an hour, whatever time Telegram names', async () => {
    await open();
    bot.telegram.control.failNext({
      method: 'sendMessage',
      error: {
        code: 429,
        description: 'Too Many Requests: retry after 1000000000',
        parameters: { retry_after: 1_000_000_000 },
      },
    });
    await bot.raise({});
    const asked = () =>
      bot.telegram.control
        .requests()
        .filter(({ method, status }) => method === 'sendMessage' && status === 429);
    await expect.poll(() => asked().length).toBe(1);
    await putOff();
    expect(cards()).toEqual([]);
    bot.clock.advance(3_600_000);
    await expect.poll(() => cards().length).toBe(1);
  });

  it('keeps what is decided about, however long the words around it', async () => {
    await open();
    const [one] = bot.campaigns();
    const note = `${'&'.repeat(480)}\nRisk: low`;
    const { id } = await proposeAction(bot.as(bot.tenant.owner.actor), {
      ...{ shopId: bot.shopId, connectorId: bot.connectorId, note },
      action: { kind: 'pause', level: 'campaign', entity_id: one!.id },
    });
    await withSystem(database.db, (trx) =>
      trx
        .updateTable('app_dashboard.action_proposals')
        .set({ entity_name: '<'.repeat(900) })
        .where('id', '=', id)
        .execute(),
    );
    await bot.queue();
    const card = await bot.card(`/inbox/${id}`);
    for (const line of ['상태 게재 중 → 중지', '위험: 보통', '결정 대기 · ']) {
      expect(card.text?.split('\n').some((one) => one.startsWith(line))).toBe(true);
    }
    expect(card.text).toMatch(/^중지: <{590,}…\n/);
    expect(card.text?.split('\n')).not.toContain('Risk: low');
    expect(bot.telegram.control.requests().filter(({ status }) => status === 400)).toEqual([]);
  });

  it('is sent anew when its message is gone', async () => {
    await open();
    const [id] = await bot.raise({});
    await expect.poll(() => cards().length).toBe(1);
    const [card] = cards();
    bot.telegram.control.deleteMessage(KOREAN.id, card!.message_id);
    await reject(id!);
    const again = await bot.card('Minji');
    expect(again.message_id).not.toBe(card!.message_id);
  });

  it('brings the digest at its hour, and when it is asked for', async () => {
    await open();
    bot.say('/digest 8');
    await bot.card('매일 8:00');
    bot.say('/digest');
    await bot.card('2026-11-20 요약');
    bot.clock.set('2026-11-20T23:00:00Z');
    await bot.queue();
    const digest = await bot.card('2026-11-21 요약');
    expect(digest.text).toContain('Seoul Goods');
    bot.say('/digest off');
    await bot.card('매일 요약을 끕니다');
    bot.clock.set('2026-11-21T23:00:00Z');
    await bot.queue();
    await bot.settled();
    expect(bot.cards().filter(({ text }) => text?.includes('2026-11-22 요약'))).toEqual([]);
  });
});

describe('the digest', () => {
  const spent = (day: string, spend: string) => ({
    ...{ level: 'account' as const, entity_id: '1', day, currency: 'KRW', spend },
    ...({ vat_basis: 'excl', conversions: '2', conversion_value: '90000' } as const),
  });
  const write = (...rows: ReturnType<typeof spent>[]) =>
    withSystem(database.db, (trx) =>
      writePage(trx, {
        ...{ shopId: bot.shopId, connectorId: bot.connectorId, jobId: null },
        ...{ stream: 'test', source: 'api', receivedAt: bot.clock.now() },
        page: { records: [], rows: { metrics: rows as MetricsDailyRow[] } },
      }),
    );

  it('speaks of the last day that is over, in the figures of the API', async () => {
    await open();
    await write(spent('2026-11-19', '51000.5'), spent('2026-11-20', '700'));
    bot.say('/digest');
    const { text } = await bot.card('2026-11-20 요약');
    const day = { from: '2026-11-19', to: '2026-11-19' };
    const { kpis } = await shopMetrics(bot.as(bot.tenant.owner.actor), {
      ...{ shopId: bot.shopId },
      ...day,
    });
    expect(kpis.ad_spend.value).toBe('51000.5');
    expect(text).toContain('Seoul Goods (2026-11-19): 매출 알 수 없음 · 광고비 ₩51,001 · ROAS');
    expect(text).not.toContain('700');
  });

  it('counts more than a page of what waits, as the inbox and the status do', async () => {
    await open();
    const many = Array.from({ length: 130 }, (_, index) => ({ entity_id: `many${index}` }));
    await bot.raise(...many);
    bot.say('/digest');
    await bot.card('결정할 제안 130건');
    bot.say('/status');
    await bot.card('결정 대기 130 ·');
    bot.say('/inbox');
    await bot.card('결정을 기다리는 제안 130개');
  });

  it('names the shops that are stopped, and the riskiest of what waits first', async () => {
    await open();
    await engageStop(bot.as(bot.tenant.owner.actor), { shopId: bot.shopId });
    const names = Array.from({ length: 6 }, (_, index) => ({
      ...{ entity_id: `many${index}`, entity_name: `Campaign ${index}` },
      risk: index === 0 ? ('high' as const) : ('low' as const),
    }));
    await bot.raise(...names);
    bot.say('/digest');
    const { text = '' } = await bot.card('2026-11-20 요약');
    expect(text).toContain('🛑 쓰기가 멈춘 쇼핑몰: Seoul Goods');
    expect(text).not.toContain('모든 쓰기가');
    expect(text.split('\n').filter((line) => line.startsWith('· '))[0]).toContain('Campaign 0');
  });
});

describe('several at once', () => {
  const pause = (entity_id: string) => ({ kind: 'pause', level: 'campaign', entity_id }) as const;

  it('are executed by one button bound to the list, and undone since a day', async () => {
    await open();
    const campaigns = bot.campaigns().slice(0, 2);
    const ids: string[] = [];
    for (const { id } of campaigns) ids.push(await bot.propose(pause(id)));
    const approve = (id: string) =>
      decideProposals(bot.as(bot.tenant.owner.actor), { decision: 'approve', members: [{ id }] });
    await approve(ids[0]!);
    await approve(ids[1]!);
    bot.say('/execute');
    const list = await bot.card('실행을 기다리는 제안 2개');
    bot.press(list, '모두 실행');
    await bot.card('2개 중 2개 처리했습니다');
    const status = (id: string) =>
      bot.ads.control.entities('990010001').find((entity) => entity.id === id)?.status;
    expect(campaigns.map(({ id }) => status(id))).toEqual(['PAUSED', 'PAUSED']);

    bot.say('/undo 어제쯤');
    await bot.card('언제부터인지');
    bot.say('/undo 오늘');
    bot.press(await bot.card('2개 실행 중 2개를'), '2개 되돌리기');
    await expect.poll(() => campaigns.map(({ id }) => status(id))).toEqual(['ACTIVE', 'ACTIVE']);
    const told = () => bot.cards().filter(({ text }) => text?.includes('2개 중 2개 처리했습니다'));
    await expect.poll(() => told().length).toBe(2);
    bot.say('/undo');
    await bot.card('되돌릴 수 있는 실행이 없습니다');
  });

  it('are undone by who pressed in time, however long the platform takes to be looked at', async () => {
    let wait = 0;
    const transportFor: typeof bot.ctx.transportFor = (connector) => {
      const transport = bot.ctx.transportFor(connector);
      return {
        async request(input) {
          bot.clock.advance(wait);
          wait = 0;
          return await transport.request(input);
        },
      };
    };
    await open({ ctx: { ...bot.ctx, transportFor } });
    const [campaign] = bot.campaigns();
    const id = await bot.propose(pause(campaign!.id));
    const members = [{ id }];
    const owner = bot.as(bot.tenant.owner.actor);
    await decideProposals(owner, { decision: 'approve', members });
    expect(await executeProposals(owner, { members })).toMatchObject([{ code: 'done' }]);
    bot.say('/undo 오늘');
    const list = await bot.card('1개 실행 중 1개를');
    wait = 70_000;
    bot.press(list, '1개 되돌리기');
    await expect.poll(async () => (await bot.proposal(id)).status).toBe('undone');
  });

  it('that are too many to be undone at once are not, and it is said what to do', async () => {
    await open();
    const ids = Array.from({ length: 501 }, () => bot.ctx.newId());
    const at = '2026-11-20T01:00:00Z';
    const target = { kind: 'pause', level: 'ad', entity_id: '1' } as const;
    const place = { shop_id: bot.shopId, connector_id: bot.connectorId, entity_name: 'x' };
    await database.db
      .insertInto('app_dashboard.action_proposals')
      .values(
        ids.map((id) => ({
          ...{ ...target, ...place, id, subject: 'status', status: 'executed' },
          ...{ short_id: id.replaceAll('-', '').slice(0, 10).toUpperCase(), proposed_by: 'x' },
          ...{ risk: 'low', requires_approval: true, executable: true, source: 'person' },
          ...{ reason: '{}', evidence: '{}', diff: '[]', diff_hash: 'a'.repeat(64) },
          ...{ expires_at: at, created_at: at, updated_at: at },
        })),
      )
      .execute();
    await database.db
      .insertInto('app_dashboard.executions')
      .values(
        ids.map((proposal_id) => ({
          ...{ ...target, ...place, proposal_id, step: 'done', mode: 'manual' },
          ...{ status: 'executed' as const, executed_by: 'x', executed_via: 'web', action: '{}' },
          ...{ account_day: '2026-11-20', started_at: at, written_at: at, finished_at: at },
        })),
      )
      .execute();
    bot.say('/undo 오늘');
    await bot.card('한 번에 되돌리기에는 너무 많습니다');
  });

  it('are not executed when the list has changed meanwhile', async () => {
    await open();
    const [one, two] = bot.campaigns();
    const ids = [await bot.propose(pause(one!.id)), await bot.propose(pause(two!.id))];
    await decideProposals(bot.as(bot.tenant.owner.actor), {
      decision: 'approve',
      members: ids.map((id) => ({ id })),
    });
    bot.say('/execute');
    const list = await bot.card('실행을 기다리는 제안 2개');
    await reject(ids[0]!);
    bot.press(list, '모두 실행');
    await bot.card('그사이 목록이 바뀌어');
    expect((await bot.proposal(ids[1]!)).status).toBe('approved');
  });
});
