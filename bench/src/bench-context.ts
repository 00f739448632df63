import type { Db } from '@commerce/db';
import type { EngineContext } from '@commerce/engine';
import { meta } from '@commerce/platforms/meta';
import { shopify } from '@commerce/platforms/shopify';
import { createTestContext } from '@commerce/testkit';

/** An engine context on the real clock, without network. */
export const benchContext = (db: Db, scratchDir: string): EngineContext =>
  createTestContext({
    db,
    platforms: [shopify, meta],
    clock: {
      now: () => new Date(),
      sleep: (ms) => new Promise((wake) => setTimeout(wake, ms)),
    },
    settings: { scratchDir },
  });
