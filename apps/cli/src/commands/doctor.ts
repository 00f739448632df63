import type { Command } from 'commander';
import type { CommandMaker } from '../command.ts';
import { examine, type ExamineOptions } from '../doctor/examine.ts';
import type { Finding, FindingStatus } from '../doctor/finding.ts';
import type { ExitCode } from '../exit-codes.ts';

/** As monitoring systems read them: 0 healthy, 1 warnings, 2 something is broken. */
const EXIT_OF: Readonly<Record<FindingStatus, ExitCode>> = { ok: 0, warning: 1, broken: 2 };
const MARK: Readonly<Record<FindingStatus, string>> = {
  ok: 'ok  ',
  warning: 'WARN',
  broken: 'FAIL',
};

/** `commerce doctor` */
export const doctorCommand = ({ leaf }: CommandMaker): Command =>
  leaf<ExamineOptions>(
    'doctor',
    'look at everything and say what to do',
    async (invocation, options) => {
      const findings = await examine(invocation, options);
      const status = worst(findings);
      const open = findings.filter((finding) => finding.status !== 'ok').length;
      invocation.out.answer({ status, findings }, [
        ...findings.flatMap(findingLines),
        '',
        open === 0 ? 'Everything is well.' : `${open} of ${findings.length} checks need somebody.`,
      ]);
      return EXIT_OF[status];
    },
  )
    .option('--online', 'also try every account’s credentials at its platform')
    .option('--quick', 'leave out the recomputation of figures');

const findingLines = ({ status, check, message, action }: Finding): string[] => [
  `${MARK[status]}  ${check}: ${message}`,
  ...(action === null ? [] : [`      → ${action}`]),
];

function worst(findings: readonly Finding[]): FindingStatus {
  if (findings.some(({ status }) => status === 'broken')) return 'broken';
  return findings.some(({ status }) => status === 'warning') ? 'warning' : 'ok';
}
