import type { SliceProof } from '@commerce/platforms';
import type { SliceRecord } from './plan-job.ts';
import { IncompleteSliceError } from './sync-failure.ts';

/**
 * Whether what came is what the platform said there is.
 * @throws IncompleteSliceError with both numbers
 */
export function checkProof(proof: SliceProof, slice: Pick<SliceRecord, 'stream' | 'plan'>): void {
  const { expected, received } = proof;
  if (expected === null || received >= expected) return;
  const { from, to } = slice.plan;
  const what = `${slice.stream.name} from ${from} to ${to}`;
  throw new IncompleteSliceError(
    received === 0
      ? `The platform said there are ${expected} records of ${what} and sent none. ` +
          'Nothing was counted as read; it will be asked again'
      : `The platform said there are ${expected} records of ${what} and sent ${received}. ` +
          'What came is kept, nothing was counted as read; it will be asked again',
  );
}
