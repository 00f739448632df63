import { dayOf } from '@commerce/core';
import { candleShop, SHOP_PROFILES, type ShopProfile, type Story } from '@commerce/simulators';
import type { WorldSettings } from '../simulators/world-settings.ts';

const SEOUL = 'Asia/Seoul';

/** The shop whose ads tell a story; its last told day is the one on which the demo began. */
export const demoStory = ({ bornAt }: Pick<WorldSettings, 'bornAt'>): Story =>
  candleShop(dayOf(new Date(bornAt), SEOUL));

/** Every shop of the demo; the story's is the last one. */
export const demoShops = (settings: Pick<WorldSettings, 'bornAt'>): readonly ShopProfile[] => [
  ...SHOP_PROFILES,
  demoStory(settings).profile,
];
