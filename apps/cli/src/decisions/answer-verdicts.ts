import type { MemberVerdict } from '@commerce/core';
import { CLI_EXIT, type ExitCode } from '../exit-codes.ts';
import type { Output } from '../output/output.ts';

/** Says what became of each member. @returns 0 when all went well, 4 for some, 1 for none */
export function answerVerdicts(
  out: Output,
  members: readonly MemberVerdict[],
  nameOf: (id: string) => string,
): ExitCode {
  out.answer(
    { members },
    members.map(
      (member) => `${member.ok ? 'ok' : member.code}  ${nameOf(member.id)}: ${wordsOf(member)}`,
    ),
  );
  const well = members.filter(({ ok }) => ok).length;
  if (well === members.length) return CLI_EXIT.ok;
  return well > 0 ? CLI_EXIT.attention : CLI_EXIT.failed;
}

function wordsOf({ message, won_by: winner }: MemberVerdict): string {
  if (!winner) return message;
  return `${message} (${winner.by_name ?? 'somebody'}, ${winner.via}, ${winner.at})`;
}
