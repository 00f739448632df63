import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readApiKeys } from '../../../api/server.ts';
import { askShops, askWhoIsThere } from '../../../api/visitor.ts';
import { ProblemPanel } from '../../../feedback/problem-panel.tsx';
import { requireSignIn } from '../../../session/require-sign-in.ts';
import { KeysPanel } from '../../../settings/keys-panel.tsx';
import { LookPanel } from '../../../settings/look-panel.tsx';
import { PasswordPanel } from '../../../settings/password-panel.tsx';
import { ProfilePanel } from '../../../settings/profile-panel.tsx';
import { SettingsNav } from '../../../settings/settings-nav.tsx';
import page from '../../../shell/page.module.css';
import connect from '../../../connect/connect.module.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') };
}

export default async function SettingsPage() {
  const [me, shops, keys, t] = await Promise.all([
    askWhoIsThere().then(requireSignIn),
    askShops().then(requireSignIn),
    readApiKeys().then(requireSignIn),
    getTranslations('settings'),
  ]);
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('title')}</h1>
      <SettingsNav current="general" />
      <div className={connect.grid}>
        {me.ok ? (
          <ProfilePanel me={me.data} shops={shops.ok ? shops.data : []} />
        ) : (
          <ProblemPanel problem={me.problem} />
        )}
        <LookPanel />
        {me.ok && <PasswordPanel hasPassword={me.data.has_password} />}
      </div>
      {keys.ok ? <KeysPanel keys={keys.data} /> : <ProblemPanel problem={keys.problem} />}
    </div>
  );
}
