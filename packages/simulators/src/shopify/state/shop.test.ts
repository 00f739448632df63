import { describe, expect, it } from 'vitest';
import { localDay } from '../../world/calendar.ts';
import { SHOP_PROFILES, type ShopProfile } from '../../world/profiles.ts';
import { Shop } from './shop.ts';
import { truthOf } from './truth.ts';

const PROFILE = SHOP_PROFILES[1] as ShopProfile;
const NOW = Date.parse('2026-11-20T12:00:00Z');

describe('the story of a shop', () => {
  it('is the same after a restart, with any length of history and any pace of the clock', () => {
    const long = new Shop(PROFILE, 'demo', '2026-08-01');
    long.advanceTo(NOW);
    const short = new Shop(PROFILE, 'demo', '2026-10-20');
    for (let now = Date.parse('2026-10-21T00:00:00Z'); now < NOW; now += 17 * 3_600_000) {
      short.advanceTo(now);
    }
    short.advanceTo(NOW);
    for (const order of short.liveOrders()) {
      const twin = long.orders.get(order.id);
      expect(twin?.createdAt).toBe(order.createdAt);
      expect(twin?.updatedAt).toBe(order.updatedAt);
      expect(twin?.originalTotal).toEqual(order.originalTotal);
      expect(twin?.refunds.length).toBe(order.refunds.length);
    }
    expect(short.liveOrders().length).toBeGreaterThan(150);
  });

  it('shows no order before its time and keeps adding orders as time passes', () => {
    const shop = new Shop(PROFILE, 'demo', '2026-11-10');
    shop.advanceTo(NOW);
    const before = shop.liveOrders();
    expect(Math.max(...before.map((order) => order.createdAt))).toBeLessThanOrEqual(NOW);
    shop.advanceTo(NOW + 86_400_000);
    expect(shop.liveOrders().length).toBeGreaterThan(before.length);
  });

  it('moves updatedAt when a refund arrives days later', () => {
    const shop = new Shop(PROFILE, 'demo', '2026-08-01');
    shop.advanceTo(NOW);
    const late = shop.liveOrders().filter((order) => {
      const refund = order.refunds.find(({ lines }) => lines.length > 0);
      return refund && refund.createdAt - order.createdAt > 5 * 86_400_000;
    });
    expect(late.length).toBeGreaterThan(10);
    for (const order of late) {
      const last = Math.max(...order.refunds.map(({ createdAt }) => createdAt));
      expect(order.updatedAt).toBeGreaterThanOrEqual(last);
    }
  });
});

describe('truth', () => {
  it('equals what the sales agreements add up to, day by day', () => {
    for (const profile of SHOP_PROFILES) {
      const shop = new Shop(profile, 'demo', '2026-09-01');
      shop.advanceTo(NOW);
      const days = new Map<string, number>();
      for (const order of shop.liveOrders()) {
        if (order.test || order.cancelledAt !== null) continue;
        for (const { happenedAt, sales } of order.agreements) {
          const day = localDay(happenedAt, profile.timezone);
          for (const sale of sales) days.set(day, (days.get(day) ?? 0) + sale.total.shop);
        }
      }
      const scale = profile.currency === 'USD' || profile.currency === 'EUR' ? 100 : 1;
      const minor = (text: string) => Math.round(Number(text) * scale);
      for (const row of truthOf(shop.liveOrders(), profile.timezone).days) {
        const parts = [row.net, row.shipping, row.giftCards, row.tips, row.returnFees];
        const sum = parts.reduce((left, text) => left + minor(text), 0) - minor(row.goodwill);
        const whole = sum + (profile.taxesIncluded ? 0 : minor(row.tax));
        expect(whole, `${profile.key} ${row.day}`).toBe(days.get(row.day) ?? 0);
      }
    }
  });
});
