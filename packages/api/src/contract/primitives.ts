import { z } from '@hono/zod-openapi';

/** An exact decimal as text; never a JSON number, so that no client rounds money. */
export const Amount = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .openapi('Amount', { example: '39000' });
export const Day = z.iso.date().openapi('Day', { example: '2026-11-19' });
/** A day somebody asks for. The one before it must exist too, where the database's calendar begins. */
export const AskedDay = Day.refine((day) => day >= '1970-01-01', 'Ask for a day since 1970-01-01');
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

export const EntityLevel = z
  .enum(['account', 'campaign', 'adset', 'ad', 'keyword'])
  .openapi('EntityLevel');
/** As the platform calls the object. */
export const EntityId = z.string().min(1).max(128);

/** A local time of day. */
export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .openapi('TimeOfDay', { example: '22:00' });
/** Between these local times nothing is raised or sent; `from` after `to` spans midnight. */
export const QuietHours = z.strictObject({ from: TimeOfDay, to: TimeOfDay }).openapi('QuietHours');

/** A text in each language of the product. */
export const Words = z.object({ ko: z.string(), en: z.string() }).openapi('Words');
/** Free-form facts as they were recorded. */
export const Facts = z.record(z.string(), z.json()).openapi('Facts', { type: 'object' });

export const PlatformCode = z.enum(['SHOPIFY', 'META']).openapi('PlatformCode');
