import { AppError } from '@commerce/core';
import type { SecretBox } from '../context.ts';
import { type MasterKey, openEnvelope, parseEnvelope, sealEnvelope } from './envelope.ts';

/**
 * Seals secrets with the first key and opens what any of the keys sealed.
 * @throws AppError `invalid_input` when there is no key, or two share an id
 */
export function createSecretBox(keys: readonly MasterKey[]): SecretBox {
  const [active] = keys;
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (!active || byId.size !== keys.length) {
    throw new AppError(
      'invalid_input',
      'Secrets need at least one master key, each with its own id',
    );
  }
  return {
    activeKeyId: active.id,
    seal: (plaintext, place) => sealEnvelope(active, plaintext, place),
    open(ciphertext, place) {
      try {
        const { keyId } = parseEnvelope(ciphertext);
        const master = byId.get(keyId);
        if (!master) throw new Error(`master key ${keyId} is not among the configured ones`);
        return openEnvelope(master, ciphertext, place);
      } catch (cause) {
        throw new AppError(
          'secret_unreadable',
          'A stored secret cannot be read with the configured master keys. Nothing was changed; ' +
            'restore the key file it was stored with, or enter the credentials again',
          { cause },
        );
      }
    },
  };
}
