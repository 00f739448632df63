import { ask, readExecutions } from '../api/server.ts';
import type { Execution, TimelineEntry } from '../api/types.ts';

const READ = 20;

/** Something that moved an ad object of late: our own write, or a change that was noticed. */
export type RecentItem =
  | { kind: 'execution'; at: string; execution: Execution }
  | { kind: 'change'; at: string; change: TimelineEntry };

/** What happened last: our writes of all shops, and changes made elsewhere in these; newest first. */
export async function readRecent(shopIds: readonly string[], most: number) {
  const [executions, ...timelines] = await Promise.all([
    readExecutions({ limit: READ }),
    ...shopIds.map((id) => ask((client) => client.timeline.list(id, { limit: READ }))),
  ]);
  if (!executions.ok) return executions;
  const failed = timelines.find(({ ok }) => !ok);
  if (failed && !failed.ok) return failed;
  const items: RecentItem[] = [
    ...executions.data.items.map((execution) => ({
      kind: 'execution' as const,
      at: execution.finished_at ?? execution.started_at,
      execution,
    })),
    ...timelines
      .flatMap((timeline) => (timeline.ok ? timeline.data.items : []))
      .filter(({ kind }) => kind === 'change')
      .map((change) => ({ kind: 'change' as const, at: change.at, change })),
  ];
  items.sort((a, b) => b.at.localeCompare(a.at));
  return { ok: true as const, data: items.slice(0, most) };
}
