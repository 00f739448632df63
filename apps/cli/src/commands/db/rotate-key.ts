import { rotateSecrets } from '@commerce/engine';
import type { Invocation } from '../../command.ts';
import { CLI_EXIT, type ExitCode } from '../../exit-codes.ts';
import { withSession } from '../../session/open-session.ts';

export async function rotateKey(invocation: Invocation): Promise<ExitCode> {
  return await withSession(invocation, async ({ ctx }) => {
    const { rotated, unreadable } = await rotateSecrets(ctx);
    const active = ctx.secrets.activeKeyId;
    invocation.out.answer({ active_key: active, rotated, unreadable }, [
      `${rotated} secrets are now sealed with ${active}.`,
      ...(unreadable.length > 0
        ? [
            `${unreadable.length} could not be opened with any configured key; keep the old keys and connect these accounts again:`,
            ...unreadable.map(
              ({ shopId, connectorId, name }) => `  ${shopId} ${connectorId} ${name}`,
            ),
          ]
        : ['Older keys can be taken out of the configuration.']),
    ]);
    return unreadable.length > 0 ? CLI_EXIT.attention : CLI_EXIT.ok;
  });
}
