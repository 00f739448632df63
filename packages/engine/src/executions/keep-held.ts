import type { EngineContext } from '../context.ts';
import { LeaseLostError } from '../sync/sync-failure.ts';
import { type HeldExecution, updateHeld } from './execution-record.ts';

/** Renews the lease of an execution while the platform takes its time, until it is released. */
export function keepHeld(ctx: EngineContext, held: HeldExecution) {
  let lost = false;
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beat();
  }, ctx.settings.leaseMs / 3);
  timer.unref();

  async function beat(): Promise<void> {
    try {
      await updateHeld(ctx.db, ctx, { ...held });
    } catch (error) {
      if (error instanceof LeaseLostError) lost = true;
      else ctx.log.warn({ execution: held.execution.id, error: String(error) }, 'No heartbeat');
    }
  }

  return {
    /** @throws LeaseLostError when somebody else has it by now */
    assert(): void {
      if (lost) throw new LeaseLostError();
    },
    async release(): Promise<void> {
      clearInterval(timer);
      await beating;
    },
  };
}

export type KeptExecution = ReturnType<typeof keepHeld>;
