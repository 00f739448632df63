/**
 * The way back in for whoever was signed out in the middle of something. It opens beside the page, so that
 * what is typed there is still there afterwards.
 */
export function SignInAgain(props: { text: string; label: string }) {
  return (
    <>
      {props.text}{' '}
      <a href="/sign-in" target="_blank" rel="noopener">
        {props.label}
      </a>
    </>
  );
}
