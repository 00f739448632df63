import { createHmac, hkdfSync } from 'node:crypto';
import type { MasterKey } from '../secrets/envelope.ts';

const KEY_BYTES = 32;

/** A signing key that follows from a master key, so that there is one secret to keep. */
export interface TokenKey {
  id: string;
  /** For HS256. */
  key: Uint8Array;
  fingerprint(text: string): string;
}

/** One key per master key, in the same order: tokens of the former key stay good while keys rotate. */
export const deriveTokenKeys = (masterKeys: readonly MasterKey[]): TokenKey[] =>
  masterKeys.map((master) => {
    const blind = derive(master, 'commerce/fingerprint/v1');
    return {
      id: master.id,
      key: derive(master, 'commerce/access-token/v1'),
      fingerprint: (text) => createHmac('sha256', blind).update(text).digest('base64url'),
    };
  });

/** Signs what buttons of a chat carry; buttons made before a key was changed stop working. */
export function deriveButtonKey([active]: readonly MasterKey[]): Buffer {
  if (!active) throw new TypeError('Without a master key nothing can be signed');
  return Buffer.from(derive(active, 'commerce/chat-button/v1'));
}

const derive = (master: MasterKey, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', master.key, '', purpose, KEY_BYTES));
