const HERE = 'http://here.invalid';

const isControl = (text: string): boolean =>
  [...text].some((char) => char.charCodeAt(0) < 0x20 || char === '\\');

/** The place to go to after signing in: a path of this site, never another one; `/` when in doubt. */
export function safeNext(next: string | string[] | null | undefined): string {
  if (typeof next !== 'string' || !next.startsWith('/') || next.startsWith('//')) return '/';
  if (isControl(next) || !URL.canParse(next, HERE)) return '/';
  const url = new URL(next, HERE);
  if (url.origin !== HERE || url.pathname.startsWith('//')) return '/';
  const isOurs = !/^\/(api|sign-in|session)(\/|$)/.test(url.pathname);
  return isOurs ? `${url.pathname}${url.search}` : '/';
}
