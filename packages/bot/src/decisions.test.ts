import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { decideProposals, engageStop, stopStatus } from '@commerce/engine';
import type { SimMessage } from '@commerce/simulators';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotFixture, KOREAN, openBot, STRANGER } from './test/bot-fixture.ts';

let database: TestDatabase;
let bot: BotFixture;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
});
afterAll(() => database.close());
beforeEach(async () => {
  bot = await openBot(database);
  bot.start();
  await bot.running();
  await bot.pair();
});
afterEach(() => bot.close());

const TRICKY = 'Autumn <b>&" sale';
const status = async (id: string) => (await bot.proposal(id)).status;
const buttons = (message: SimMessage): string[] =>
  message.reply_markup?.inline_keyboard?.flat().map(({ text }) => text) ?? [];
/** Waits until the newest card of the chat has a button. */
const cardWith = async (button: string, chatId = KOREAN.id): Promise<SimMessage> => {
  const find = () =>
    bot.cards(chatId).findLast((card) => buttons(card).some((text) => text.includes(button)));
  await expect.poll(() => find() !== undefined || bot.cards(chatId).map(buttons)).toBe(true);
  return find()!;
};
const press = async (button: string, from = KOREAN, chatId = KOREAN.id) =>
  bot.press(await cardWith(button, chatId), button, from);

describe('a decision in a chat', () => {
  it('goes from the card to the platform and back', async () => {
    const [campaign] = bot.campaigns();
    const id = await bot.propose({ kind: 'pause', level: 'campaign', entity_id: campaign!.id });
    await press('승인');
    await press('실행');
    const done = await cardWith('되돌리기');
    expect(await bot.proposal(id)).toMatchObject({
      status: 'executed',
      decision: { via: 'telegram', by: `user:${bot.tenant.owner.id}` },
    });
    const live = () =>
      bot.ads.control.entities('990010001').find((entity) => entity.id === campaign!.id)?.status;
    expect(live()).toBe('PAUSED');
    bot.press(done, '되돌리기');
    await press('되돌리기 확정');
    await expect.poll(() => status(id)).toBe('undone');
    expect(live()).toBe('ACTIVE');
    expect(bot.cards().filter(({ text }) => text?.includes('Web person'))).toHaveLength(0);
    // One card from the first word to the last.
    expect(bot.cards().filter((card) => card.message_id === done.message_id)).toHaveLength(1);
    const answered = new Set(bot.telegram.control.answers().map((a) => a.callback_query_id));
    expect(answered.size).toBe(4);
  });

  it('is rejected with a common reason', async () => {
    const [id] = await bot.raise({});
    await press('거절');
    await press('데이터를 믿기 어려움');
    await expect.poll(() => status(id!)).toBe('rejected');
    expect((await bot.proposal(id!)).decision).toMatchObject({ reason: '데이터를 믿기 어려움' });
    await expect.poll(() => buttons(bot.cards().at(-1)!)).toEqual([]);
  });

  it('is rejected in own words, answered by the operator and in time', async () => {
    const [id] = await bot.raise({ entity_name: TRICKY });
    await press('거절');
    await press('직접 쓰기');
    const prompt = await bot.card('답장');
    expect(prompt.reply_markup).toMatchObject({ force_reply: true });
    const reply = (from = KOREAN, text = '신제품 출시 주라서 유지합니다 <3') =>
      bot.telegram.control.say({ from, text, chatId: KOREAN.id, replyTo: prompt.message_id });
    bot.telegram.control.say({ from: STRANGER, text: '/start', chatId: KOREAN.id });
    reply(STRANGER, 'no');
    await bot.settled();
    expect(await status(id!)).toBe('proposed');
    reply();
    await expect.poll(() => status(id!)).toBe('rejected');
    expect((await bot.proposal(id!)).decision?.reason).toBe('신제품 출시 주라서 유지합니다 <3');

    const [later] = await bot.raise({ entity_name: 'Another' });
    await press('거절');
    await press('직접 쓰기');
    const again = await bot.card('Another” 제안을 거절하는');
    bot.clock.advance(11 * 60_000);
    bot.telegram.control.say({ from: KOREAN, text: 'late', replyTo: again.message_id });
    await bot.card('/inbox 결정할 제안');
    expect(await status(later!)).toBe('proposed');
  });

  it('is put off until tomorrow at nine', async () => {
    const [id] = await bot.raise({});
    await press('나중에');
    await press('내일 오전 9시');
    await expect
      .poll(async () => (await bot.proposal(id!)).snoozed_until)
      .toBe('2026-11-21T00:00:00.000Z');
    const cards = bot.cards().length;
    bot.clock.set('2026-11-21T00:00:00Z');
    await bot.queue();
    await expect.poll(() => bot.cards().length).toBeGreaterThan(cards);
  });

  it('of high risk is asked twice, and the question stands for a minute', async () => {
    const [id] = await bot.raise({ risk: 'high' });
    const first = await cardWith('승인');
    bot.press(first, '승인');
    await cardWith('승인 확정');
    expect(await status(id!)).toBe('proposed');
    bot.clock.advance(62_000);
    await press('승인 확정');
    await bot.card('1분이 지나');
    expect(await status(id!)).toBe('proposed');
    await press('승인');
    await press('승인 확정');
    await expect.poll(() => status(id!)).toBe('approved');
  });

  it('of two taps is made once', async () => {
    const [id] = await bot.raise({});
    const card = await cardWith('승인');
    bot.press(card, '승인');
    bot.press(card, '승인');
    await bot.settled();
    await expect.poll(() => status(id!)).toBe('approved');
    await bot.card('이미 결정되었습니다: 승인됨');
    const audit = await bot.db
      .selectFrom('app_dashboard.audit_log')
      .select('via')
      .where('action', '=', 'proposal.approve')
      .where('target_id', '=', id!)
      .execute();
    expect(audit).toEqual([{ via: 'telegram' }]);
  });

  it('made on the web, in the chat and over the API at the same moment is one', async () => {
    const [id] = await bot.raise({});
    const card = await cardWith('승인');
    const web = Array.from({ length: 9 }, (_, index) =>
      decideProposals(bot.as(bot.tenant.owner.actor, index % 2 ? 'web' : 'api', `P${index}`), {
        decision: 'approve',
        members: [{ id: id! }],
      }),
    );
    bot.press(card, '승인');
    const verdicts = (await Promise.all(web)).flat();
    await bot.settled();
    await expect.poll(() => bot.telegram.control.answers().length).toBe(1);
    const audit = await bot.db
      .selectFrom('app_dashboard.audit_log')
      .select('via')
      .where('action', '=', 'proposal.approve')
      .where('target_id', '=', id!)
      .execute();
    expect(audit).toHaveLength(1);
    expect(verdicts.filter(({ ok }) => ok)).toHaveLength(audit[0]?.via === 'telegram' ? 0 : 1);
    for (const lost of verdicts.filter(({ ok }) => !ok)) {
      expect(lost).toMatchObject({ code: 'already_decided', won_by: { via: expect.any(String) } });
    }
  });

  it('delivered again after a restart does nothing more', async () => {
    const [id] = await bot.raise({ risk: 'high' });
    const card = await cardWith('승인');
    const update = bot.telegram.control.press({
      messageId: card.message_id,
      button: '승인',
      from: KOREAN,
    });
    await cardWith('승인 확정');
    await press('뒤로');
    await cardWith('거절');
    bot.telegram.control.redeliver(update);
    await bot.settled();
    expect(buttons(await cardWith('거절'))).not.toContain('✅ 승인 확정');
    expect(await status(id!)).toBe('proposed');
  });

  it('made on the web shows on the card, and the late tap is told who was first', async () => {
    const [id] = await bot.raise({ entity_name: TRICKY });
    const card = await cardWith('승인');
    expect(card.text).toContain(TRICKY);
    await decideProposals(bot.as(bot.tenant.staff.actor, 'web', 'Minji'), {
      decision: 'reject',
      members: [{ id: id! }],
      reason: 'a < b',
    });
    const data = card.reply_markup!.inline_keyboard![0]![0]!.callback_data!;
    await bot.card('Minji');
    expect(buttons(bot.cards().at(-1)!)).toEqual([]);
    bot.telegram.control.press({ messageId: card.message_id, from: KOREAN, forged: data });
    await bot.card('이미 결정되었습니다: 거절됨 (Minji, 웹)');
    expect(await status(id!)).toBe('rejected');
  });
});

describe('a press that may not decide', () => {
  it('comes from somebody else in the group', async () => {
    bot.telegram.control.addChat({ id: -100, type: 'supergroup', title: 'Team' });
    await bot.pair(bot.tenant.staff.actor, { ...KOREAN, id: 42 }, -100);
    const [id] = await bot.raise({});
    await press('승인', STRANGER, -100);
    await press('승인', KOREAN, -100);
    await bot.settled();
    expect(await status(id!)).toBe('proposed');
    expect(bot.telegram.control.answers()).toEqual([]);
    await press('승인', { ...KOREAN, id: 42 }, -100);
    await expect.poll(() => status(id!)).toBe('approved');
  });

  it('comes from another chat, or is forged', async () => {
    bot.say('/start', STRANGER);
    const theirs = await bot.card('registered', STRANGER.id);
    const [id] = await bot.raise({});
    const card = await cardWith('승인');
    const data = card.reply_markup!.inline_keyboard![0]![0]!.callback_data!;
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    const forge = (forged: string, message = card, from = KOREAN) =>
      bot.telegram.control.press({
        ...{ chatId: message.chat.id, messageId: message.message_id },
        ...{ from, forged },
      });
    forge(data, theirs, STRANGER);
    const [act = '', short = '', choice = '', mac = ''] = data.split(':');
    expect([act, choice]).toEqual(['a', '']);
    forge(`x:${short}::${mac}`);
    forge(`a:${short}::${mac.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))}`);
    forge(`a:ZZZZZZZZZZ::${mac}`);
    forge('garbage');
    forge(`R:::${mac}`);
    await bot.settled();
    expect(await status(id!)).toBe('proposed');
    expect(bot.logged.filter((line) => line.includes('press was ignored'))).toHaveLength(5);
  });

  it('comes after a button of the same chat was made for another person or change', async () => {
    await bot.db
      .updateTable('app_dashboard.user_shops')
      .set({ role: 'viewer' })
      .where('user_id', '=', bot.tenant.staff.id)
      .execute();
    const staff = { ...KOREAN, id: 43 };
    await bot.pair(bot.tenant.staff.actor, staff);
    const [id] = await bot.raise({});
    bot.say('/inbox', staff, staff.id);
    await press('승인', staff, staff.id);
    await bot.card('권한이 없습니다', staff.id);
    expect(await status(id!)).toBe('proposed');
  });

  it('comes from somebody who no longer manages the shop, or no longer sees it, and is told', async () => {
    const staff = { ...KOREAN, id: 44 };
    await bot.pair(bot.tenant.staff.actor, staff);
    const [id] = await bot.raise({});
    const card = await cardWith('승인', staff.id);
    const approve = card.reply_markup!.inline_keyboard![0]![0]!.callback_data!;
    const pressIt = () =>
      bot.telegram.control.press({ messageId: card.message_id, from: staff, forged: approve });
    const theirs = bot.db.updateTable('app_dashboard.user_shops').set({ role: 'viewer' });
    await theirs.where('user_id', '=', bot.tenant.staff.id).execute();
    pressIt();
    await bot.card('권한이 없습니다', staff.id);
    await bot.db
      .deleteFrom('app_dashboard.user_shops')
      .where('user_id', '=', bot.tenant.staff.id)
      .execute();
    pressIt();
    await bot.card('더 이상 찾을 수 없습니다', staff.id);
    expect(await status(id!)).toBe('proposed');
  });

  it('comes too late: expired, or replaced by a newer proposal', async () => {
    const [id] = await bot.raise({});
    const card = await cardWith('승인');
    const [newer] = await bot.raise({
      kind: 'resume',
      diff: [{ field: 'status', before: 'PAUSED', after: 'ACTIVE', currency: null }],
    });
    expect(newer).not.toBe(id);
    const data = card.reply_markup!.inline_keyboard![0]![0]!.callback_data!;
    bot.telegram.control.press({ messageId: card.message_id, from: KOREAN, forged: data });
    await bot.card('제안으로 대체');
    expect(await status(id!)).toBe('superseded');

    const last = await cardWith('승인');
    bot.clock.advance(15 * 86_400_000);
    bot.press(last, '승인');
    await bot.card('만료되어');
    expect(await status(newer!)).not.toBe('approved');
  });
});

describe('the kill switch', () => {
  it('does not wait for an execution that is under way', async () => {
    const [campaign] = bot.campaigns();
    const id = await bot.propose({ kind: 'pause', level: 'campaign', entity_id: campaign!.id });
    await press('승인');
    await cardWith('실행');
    bot.ads.control.failNext({ kind: 'slow', amount: 1_500, match: { method: 'POST' } });
    await press('실행');
    await bot.card('실행 중');
    bot.say('/stop');
    await bot.card('모든 쓰기를 멈췄습니다');
    expect(await status(id)).toBe('executing');
    await expect.poll(() => status(id)).not.toBe('executing');
  });

  it('lets go on what the person manages, and says what only the owner can', async () => {
    const staff = { ...KOREAN, id: 45 };
    await bot.pair(bot.tenant.staff.actor, staff);
    const owner = bot.as(bot.tenant.owner.actor, 'web', 'Minji');
    await engageStop(owner, {});
    await engageStop(owner, { shopId: bot.shopId });
    bot.say('/resume', staff);
    bot.press(await cardWith('다시 시작 확정', staff.id), '다시 시작 확정', staff);
    const told = await bot.card('소유자만', staff.id);
    expect(told.text).toContain('멈춤: 모든 쇼핑몰 (Minji)');
    expect((await stopStatus(owner)).stops).toMatchObject([{ shop_id: null }]);
  });

  it('stops at once, holds an approved change back, and asks before it lets go', async () => {
    const [campaign] = bot.campaigns();
    const id = await bot.propose({ kind: 'pause', level: 'campaign', entity_id: campaign!.id });
    await press('승인');
    await cardWith('실행');
    bot.say('/stop 이상한 광고비');
    await bot.card('모든 쓰기를 멈췄습니다');
    expect((await stopStatus(bot.as(bot.tenant.owner.actor))).stops).toMatchObject([
      { reason: '이상한 광고비', engaged_via: 'telegram' },
    ]);
    await press('실행');
    await bot.card('쓰기가 멈춰 있습니다');
    expect(await status(id)).toBe('approved');
    bot.say('/resume');
    const question = await cardWith('다시 시작 확정');
    expect((await stopStatus(bot.as(bot.tenant.owner.actor))).stopped).toBe(true);
    bot.press(question, '다시 시작 확정');
    await bot.card('다시 시작했습니다');
    expect((await stopStatus(bot.as(bot.tenant.owner.actor))).stopped).toBe(false);
    await press('실행');
    await expect.poll(() => status(id)).toBe('executed');
  });
});
