import { CLI_EXIT, type ExitCode } from '../exit-codes.ts';
import type { Output } from '../output/output.ts';
import { grouped } from '../output/progress.ts';
import { table } from '../output/table.ts';
import type { JobState } from './read-jobs.ts';

/** Says how the jobs ended, and with which code the command does. */
export function answerJobs(out: Output, jobs: readonly JobState[]): ExitCode {
  const rows = jobs.map((job) => [
    job.label,
    job.status.toLowerCase(),
    `${grouped(job.records)} records`,
    job.status === 'FAILED' ? (job.error?.message ?? '') : '',
  ]);
  out.answer({ jobs: jobs.map(jobFacts) }, table(rows, [2]));
  return codeOf(jobs);
}

export const jobFacts = (job: JobState) => ({
  id: job.id,
  shop: job.shop,
  account: job.account,
  platform: job.platform,
  kind: job.kind,
  status: job.status,
  records: job.records,
  error: job.error,
});

function codeOf(jobs: readonly JobState[]): ExitCode {
  const failed = jobs.filter(({ status }) => status === 'FAILED');
  if (failed.length === 0) return CLI_EXIT.ok;
  const partly = failed.length < jobs.length;
  const reauth = failed.some(({ connectorStatus }) => connectorStatus === 'needs_reauth');
  return partly || reauth ? CLI_EXIT.attention : CLI_EXIT.failed;
}
