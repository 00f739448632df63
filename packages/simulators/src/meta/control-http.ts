import type { ShopProfile } from '../world/profiles.ts';
import type { ExternalChange, MetaControl } from './control.ts';
import { FAULT_KINDS, type Fault } from './faults.ts';
import type { JournalEntry } from './journal.ts';
import type { ControlHandler } from './server.ts';

type Body = Record<string, unknown>;

/** The control object over loopback HTTP: `POST /__sim/<verb>` with a JSON body. */
export function controlHandler(control: MetaControl): ControlHandler {
  const verbs: Record<string, (body: Body) => unknown> = {
    reset: () => control.reset(),
    seed: (body) => control.seed(body['profiles'] as ShopProfile[]),
    advance: (body) => control.advance(Number(body['milliseconds'] ?? 0)),
    'fail-next': (body) => control.failNext(checkedFault(body)),
    'clear-faults': () => control.clearFaults(),
    'expire-token': (body) => control.expireToken(body['token'] as string | undefined),
    'renew-token': (body) => control.renewToken(body['token'] as string | undefined),
    'change-externally': (body) =>
      control.changeExternally(
        String(body['id']),
        body['change'] as ExternalChange,
        body['actorName'] as string | undefined,
      ),
    replay: (body) => control.replay(body['entries'] as JournalEntry[]),
    'add-account': (body) => control.addAccount(body['profile'] as ShopProfile),
    'set-budgets': (body) => control.setBudgets(body),
    requests: () => control.requests(),
    state: () => ({
      now: control.now().toISOString(),
      accounts: control.accounts().map((id) => ({ id, entities: control.entities(id) })),
    }),
    truth: (body) => control.truth(String(body['accountId']), body),
  };
  return (path, text) => {
    const verb = verbs[path];
    if (!verb) return null;
    try {
      const result = verb(text ? (JSON.parse(text) as Body) : {});
      return { status: 200, body: plain({ ok: true, result }) };
    } catch (error) {
      return { status: 400, body: { ok: false, error: (error as Error).message } };
    }
  };
}

function checkedFault(body: Body): Fault {
  if ((FAULT_KINDS as readonly unknown[]).includes(body['kind'])) return body as unknown as Fault;
  throw new Error(`unknown fault kind ${String(body['kind'])}; one of ${FAULT_KINDS.join(', ')}`);
}

function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? String(item) : item));
  return JSON.parse(text) as unknown;
}
