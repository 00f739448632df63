import { random } from './random.ts';

/** Mixes a list in place, the same way for the same key. */
export function shuffle(items: unknown[], key: string): void {
  const source = random('shuffle', key);
  for (let i = items.length - 1; i > 0; i--) {
    const j = source.int(0, i);
    [items[i], items[j]] = [items[j], items[i]];
  }
}
