import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ProblemPanel } from '../../../../feedback/problem-panel.tsx';
import { PushPanel } from '../../../../notifications/push-panel.tsx';
import { readChats } from '../../../../notifications/read-chats.ts';
import { TelegramPanel } from '../../../../notifications/telegram-panel.tsx';
import { requireSignIn } from '../../../../session/require-sign-in.ts';
import { SettingsNav } from '../../../../settings/settings-nav.tsx';
import page from '../../../../shell/page.module.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settingsNav'))('notifications') };
}

export default async function NotificationsPage() {
  const [chats, t] = await Promise.all([
    readChats().then(requireSignIn),
    getTranslations('settings'),
  ]);
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('title')}</h1>
      <SettingsNav current="notifications" />
      {chats.ok ? (
        <TelegramPanel chats={chats.data} now={Date.now()} />
      ) : (
        <ProblemPanel problem={chats.problem} />
      )}
      <PushPanel />
    </div>
  );
}
