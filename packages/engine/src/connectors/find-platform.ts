import { AppError } from '@commerce/core';
import type { Platform } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';

/** @throws AppError `not_found` naming the platforms there are */
export function findPlatform(ctx: Pick<EngineContext, 'platforms'>, id: string): Platform {
  const platform = ctx.platforms.get(id.toLowerCase());
  if (!platform) {
    throw new AppError(
      'not_found',
      `There is no platform "${id.slice(0, 40)}"; known are ${[...ctx.platforms.keys()].join(', ')}`,
    );
  }
  return platform;
}
