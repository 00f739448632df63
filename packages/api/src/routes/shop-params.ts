import { z } from '@hono/zod-openapi';
import { ShopId } from '../contract/primitives.ts';

export const ShopParams = z.object({ shop_id: ShopId });
