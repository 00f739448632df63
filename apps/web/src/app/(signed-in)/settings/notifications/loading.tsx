import { useTranslations } from 'next-intl';
import { PanelSkeleton } from '../../../../dashboard/figures-skeleton.tsx';
import { SettingsNav } from '../../../../settings/settings-nav.tsx';
import page from '../../../../shell/page.module.css';

export default function NotificationsLoading() {
  const t = useTranslations();
  return (
    <div className={page.page}>
      <h1 className={page.title}>{t('settings.title')}</h1>
      <SettingsNav current="notifications" />
      <span className="visually-hidden" role="status">
        {t('app.loading')}
      </span>
      <PanelSkeleton height={180} />
      <PanelSkeleton height={170} />
    </div>
  );
}
