import { OpenLink } from '../../../session/open-link.tsx';
import { safeNext } from '../../../session/safe-next.ts';
import { SignInFrame } from '../../../session/sign-in-frame.tsx';

export default async function SignInLinkPage({ searchParams }: PageProps<'/sign-in/link'>) {
  const { token, next } = await searchParams;
  return (
    <SignInFrame>
      <OpenLink token={typeof token === 'string' ? token : ''} next={safeNext(next)} />
    </SignInFrame>
  );
}
