import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readKillSwitch } from '../../../../api/server.ts';
import { askShops, askWhoIsThere } from '../../../../api/visitor.ts';
import { ProblemPanel } from '../../../../feedback/problem-panel.tsx';
import { inboxShop } from '../../../../inbox/inbox-shop.ts';
import { CapsPanel } from '../../../../safety/caps-panel.tsx';
import { readCaps } from '../../../../safety/read-caps.ts';
import { StopPanel } from '../../../../safety/stop-panel.tsx';
import { requireSignIn } from '../../../../session/require-sign-in.ts';
import { SettingsNav } from '../../../../settings/settings-nav.tsx';
import page from '../../../../shell/page.module.css';
import { defaultShop } from '../../../../shell/shop-link.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settingsNav'))('safety') };
}

export default async function SafetyPage({ searchParams }: PageProps<'/settings/safety'>) {
  const [query, me, shopsAnswer, killSwitch, t] = await Promise.all([
    searchParams,
    askWhoIsThere().then(requireSignIn),
    askShops().then(requireSignIn),
    readKillSwitch().then(requireSignIn),
    getTranslations('settings'),
  ]);
  const shops = shopsAnswer.ok ? shopsAnswer.data : [];
  const shop = shops.find(({ id }) => id === query.shop) ?? defaultShop(shops);
  const caps = shop ? await requireSignIn(await readCaps(shop.id)) : null;
  const failed = [me, killSwitch].find(({ ok }) => !ok);
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('title')}</h1>
      <SettingsNav current="safety" />
      {me.ok && killSwitch.ok && (
        <StopPanel
          killSwitch={killSwitch.data}
          shops={shops.map(inboxShop)}
          role={me.data.role}
          now={Date.now()}
        />
      )}
      {failed && !failed.ok && <ProblemPanel problem={failed.problem} />}
      {shop &&
        caps &&
        (caps.ok ? (
          <CapsPanel caps={caps.data} shop={shop} shops={shops} />
        ) : (
          <ProblemPanel problem={caps.problem} />
        ))}
    </div>
  );
}
