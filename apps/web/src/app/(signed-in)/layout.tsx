import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { readKillSwitch } from '../../api/server.ts';
import { askShops, askWhoIsThere } from '../../api/visitor.ts';
import { ProblemPanel } from '../../feedback/problem-panel.tsx';
import feedback from '../../feedback/feedback.module.css';
import { askWaiting } from '../../inbox/read-waiting.ts';
import { needsPerson } from '../../inbox/proposal-state.ts';
import { requireSignIn } from '../../session/require-sign-in.ts';
import { modifierKey } from '../../shell/modifier-key.ts';
import { Shell } from '../../shell/shell.tsx';
import { defaultShop, shopLink } from '../../shell/shop-link.ts';

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const [request, me, shops, waiting, killSwitch] = await Promise.all([
    headers(),
    askWhoIsThere(),
    askShops(),
    askWaiting(),
    readKillSwitch(),
  ]);
  const failed = [await requireSignIn(me), await requireSignIn(shops)].find(({ ok }) => !ok);
  if (!me.ok || !shops.ok) {
    return (
      <main className={feedback.whole}>
        {failed && !failed.ok && <ProblemPanel problem={failed.problem} />}
      </main>
    );
  }
  return (
    <Shell
      shops={shops.data.map(shopLink)}
      defaultShopId={defaultShop(shops.data)?.id}
      person={{ name: me.data.display_name, agency: me.data.agency.name }}
      waiting={
        waiting.ok
          ? {
              count: waiting.data.items.filter(needsPerson).length,
              more: waiting.data.next_cursor !== null,
            }
          : null
      }
      stops={killSwitch.ok ? killSwitch.data.stops : []}
      now={Date.now()}
      modifier={modifierKey(request.get('user-agent'))}
    >
      {children}
    </Shell>
  );
}
