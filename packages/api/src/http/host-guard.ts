import { AppError } from '@commerce/core';
import type { SiteSettings } from '../deps.ts';

const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses requests to a name that is not ours: a foreign page could point its own name at this machine and
 * read what is served here.
 * @throws AppError `forbidden`
 */
export function guardHost(host: string, site: SiteSettings): void {
  if (site.allowedHosts === 'any') return;
  const name = hostName(host);
  const own = site.publicOrigin ? [new URL(site.publicOrigin).hostname] : [];
  if (name !== null && [...LOCAL, ...site.allowedHosts, ...own].includes(name)) return;
  throw new AppError(
    'forbidden',
    'This server does not answer to that host name. Add it to ALLOWED_HOSTS if it is yours',
  );
}

/** Whether a host (with or without port) is this machine itself. */
export const isLocalHost = (host: string): boolean => LOCAL.includes(hostName(host) ?? '');

function hostName(host: string): string | null {
  const plain = /^[^\s/?#@\\]+$/.test(host) && URL.canParse(`http://${host}`);
  return plain ? new URL(`http://${host}`).hostname : null;
}
