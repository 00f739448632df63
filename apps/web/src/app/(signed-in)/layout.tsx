import type { ReactNode } from 'react';
import { askShops, askWhoIsThere } from '../../api/visitor.ts';
import { ProblemPanel } from '../../feedback/problem-panel.tsx';
import feedback from '../../feedback/feedback.module.css';
import { requireSignIn } from '../../session/require-sign-in.ts';
import { Shell } from '../../shell/shell.tsx';
import { defaultShop, shopLink } from '../../shell/shop-link.ts';

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const [me, shops] = await Promise.all([askWhoIsThere(), askShops()]);
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
    >
      {children}
    </Shell>
  );
}
