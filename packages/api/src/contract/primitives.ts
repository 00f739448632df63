import { z } from '@hono/zod-openapi';

/** An exact decimal as text; never a JSON number, so that no client rounds money. */
export const Amount = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .openapi('Amount', { example: '39000' });
export const Day = z.iso.date().openapi('Day', { example: '2026-11-19' });
export const Instant = z.iso
  .datetime({ offset: true })
  .openapi('Instant', { example: '2026-11-19T15:04:05Z' });
export const CurrencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .openapi('CurrencyCode', { example: 'KRW' });
export const ShopId = z.uuid().openapi('ShopId');
export const ConnectorId = z.uuid().openapi('ConnectorId');

/** `provisional`: the day is not over. `settling`: the platform may still restate it. `not_collected`: nobody has asked for it yet. */
export const DataState = z
  .enum(['provisional', 'settling', 'final', 'not_collected'])
  .openapi('DataState');

export const PlatformCode = z.enum(['SHOPIFY', 'META']).openapi('PlatformCode');
