import { dayOf, type Proposal, renderDigest, type Risk } from '@commerce/core';
import {
  digestFacts,
  shopMetrics,
  shopSummaries,
  stopStatus,
  updateTelegramChat,
} from '@commerce/engine';
import { allProposals } from '../all-proposals.ts';
import { say, type Seat } from '../desk.ts';
import { escapeHtml } from '../html.ts';
import type { Delivery } from '../messenger.ts';
import { webLine } from '../overview.ts';

const DAY_MS = 24 * 3600_000;
const OFF = ['off', '끄기'];
const MOST_SHOPS = 20;

/** Sends the digest, or sets the hour it comes at every day. */
export async function digest(seat: Seat, argument: string): Promise<void> {
  const { words, chat } = seat;
  if (argument === '') return void (await sendDigest(seat));
  const hour = /^([01]?\d|2[0-3])(?::00|시)?$/.exec(argument)?.[1];
  const off = OFF.includes(argument.toLowerCase());
  if (hour === undefined && !off) return void (await say(seat, words.digestUsage));
  const digestHour = hour === undefined ? null : Number(hour);
  await updateTelegramChat(seat.ctx, { chatId: chat.chat_id, digestHour });
  await say(seat, digestHour === null ? words.digestOff : words.digestSet(`${digestHour}:00`));
}

/** Each shop's last complete day, what waits, and what was done and judged in the last 24 hours. */
export async function sendDigest(seat: Seat): Promise<Delivery> {
  const { chat, ctx } = seat;
  const now = ctx.now();
  const [open, facts, { stopped, stops }, shops] = await Promise.all([
    allProposals(ctx, ['proposed']),
    digestFacts(ctx, { since: new Date(now.getTime() - DAY_MS) }),
    stopStatus(ctx),
    shopDays(seat),
  ]);
  const { title, lines } = renderDigest(
    {
      day: dayOf(now, chat.timezone),
      ...shops,
      open: open.sort(byWeight),
      ...facts,
      stopped: stopped ? 'all' : stops.map(({ shop_name: name }) => name ?? ''),
    },
    chat.locale,
  );
  return await say(seat, [`<b>${escapeHtml(title)}</b>`, ...lines.map(escapeHtml), webLine(seat)]);
}

const WEIGHT: Readonly<Record<Risk, number>> = { high: 0, medium: 1, low: 2 };
const byWeight = (a: Proposal, b: Proposal): number => WEIGHT[a.risk] - WEIGHT[b.risk];

async function shopDays({ ctx }: Seat) {
  const all = await shopSummaries(ctx);
  const shops = await Promise.all(
    all.slice(0, MOST_SHOPS).map(async (shop) => {
      // Figures of the running day would look like a collapse.
      const { to } = shop.range;
      const day = shop.basis_day.day < to ? shop.basis_day.day : to;
      const { kpis } = await shopMetrics(ctx, { shopId: shop.id, from: day, to: day });
      return {
        name: shop.name,
        currency: shop.currency,
        basisDay: day,
        revenue: kpis.revenue.value,
        spend: kpis.ad_spend.value,
        roas: kpis.roas.value,
        stale: shop.freshness.stale,
      };
    }),
  );
  return { shops, moreShops: all.length - shops.length };
}
