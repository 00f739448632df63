import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { visitor } from '../../api/visitor.ts';
import { Command } from '../../connect/command.tsx';
import { safeNext } from '../../session/safe-next.ts';
import { SignInForm } from '../../session/sign-in-form.tsx';
import { SignInFrame } from '../../session/sign-in-frame.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') };
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = safeNext((await searchParams).next);
  if (await visitor()) redirect(next);
  return (
    <SignInFrame>
      <SignInForm next={next} />
      <LinkHint />
    </SignInFrame>
  );
}

function LinkHint() {
  const t = useTranslations('signIn');
  return (
    <div>
      <p>{t('linkHint')}</p>
      <Command line="npm run commerce -- users sign-in-link" />
    </div>
  );
}
