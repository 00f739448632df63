import type { JobKind } from '@commerce/core';

interface JobEvent {
  jobId: string;
  shopId: string;
  connectorId: string;
  connectorName: string;
}

/** What a running job tells whoever shows progress; nothing depends on it. */
export type SyncProgress =
  | (JobEvent & { type: 'job_started'; kind: JobKind; slices: number; slicesDone: number })
  | (JobEvent & { type: 'slice_started'; stream: string; from: string; to: string })
  | (JobEvent & { type: 'page_written'; stream: string; records: number; recordsSynced: number })
  | (JobEvent & { type: 'slice_ended'; stream: string; status: 'succeeded' | 'failed' | 'put_off' })
  | (JobEvent & { type: 'job_ended'; ending: JobEnding; message: string | null });

/** How a run of a job ended. `put_off` and `given_back` jobs are queued again, `lost` ones run elsewhere. */
export type JobEnding = 'succeeded' | 'failed' | 'put_off' | 'given_back' | 'lost';

export type OnProgress = (event: SyncProgress) => void;
