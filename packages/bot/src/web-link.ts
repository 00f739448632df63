import { isIP } from 'node:net';

/** Where the web app shows a proposal. */
export const proposalAddress = (webOrigin: string, proposalId: string): string =>
  `${webOrigin}/inbox/${proposalId}`;

export const inboxAddress = (webOrigin: string): string => `${webOrigin}/inbox`;

/** Telegram refuses buttons that lead to addresses only this machine knows; those are written out. */
export function isPublicOrigin(webOrigin: string): boolean {
  const url = URL.canParse(webOrigin) ? new URL(webOrigin) : null;
  return (
    url !== null &&
    url.protocol === 'https:' &&
    isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 &&
    /\.[a-z]{2,}$/i.test(url.hostname) &&
    !/\.(local|localhost|internal|lan)$/i.test(url.hostname)
  );
}
