import { RenewSession } from '../../session/renew-session.tsx';
import { safeNext } from '../../session/safe-next.ts';
import { SignInFrame } from '../../session/sign-in-frame.tsx';

export default async function SessionPage({ searchParams }: PageProps<'/session'>) {
  return (
    <SignInFrame>
      <RenewSession next={safeNext((await searchParams).next)} />
    </SignInFrame>
  );
}
