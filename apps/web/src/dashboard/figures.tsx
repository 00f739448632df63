import { readMetrics } from '../api/server.ts';
import type { Shop } from '../api/types.ts';
import { ProblemPanel } from '../feedback/problem-panel.tsx';
import type { DayRange } from '../range/range.ts';
import { requireSignIn } from '../session/require-sign-in.ts';
import page from '../shell/page.module.css';
import { AdsPanel } from './ads-panel.tsx';
import { ChangesPanel } from './changes-panel.tsx';
import { KpiStrip } from './kpi-strip.tsx';
import { accountKinds } from './missing-reason.ts';
import { OrdersPanel } from './orders-panel.tsx';
import { RangeSummary } from './range-summary.tsx';
import { RevenuePanel } from './revenue-panel.tsx';
import { SpendPanel } from './spend-panel.tsx';

/** Everything on the dashboard that depends on the range; streamed in when the API has answered. */
export async function Figures({ shop, range }: { shop: Shop; range: DayRange }) {
  const answer = await requireSignIn(await readMetrics(shop.id, range));
  if (!answer.ok) return <ProblemPanel problem={answer.problem} />;
  const metrics = answer.data;
  return (
    <>
      <RangeSummary metrics={metrics} />
      <KpiStrip metrics={metrics} kinds={accountKinds(shop)} />
      <div className={page.two}>
        <RevenuePanel metrics={metrics} />
        <SpendPanel metrics={metrics} />
      </div>
      <AdsPanel level="campaigns" rows={metrics.top_campaigns} />
      <div className={`${page.two} ${page.twoWide}`}>
        <OrdersPanel metrics={metrics} />
        <ChangesPanel metrics={metrics} />
      </div>
      <AdsPanel level="adsets" rows={metrics.top_adsets} />
    </>
  );
}
