import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { AppError } from '@commerce/core';

/** `allowLoopback` lets tests run a push service of their own; the product never sets it. */
export interface EndpointPolicy {
  allowLoopback?: boolean;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Everything that is not the public internet: IANA's special-purpose registries. */
const inside = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(net, prefix, 'ipv4');
}
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const) {
  inside.addSubnet(net, prefix, 'ipv6');
}

/**
 * The address of a browser's push service. A subscription comes from whoever is signed in, and the server will
 * send requests there, so it must be on the public internet.
 * @throws AppError `invalid_input`
 */
export function checkEndpoint(endpoint: string, policy: EndpointPolicy): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  const local = policy.allowLoopback === true && isLoopback(host);
  const fine =
    url !== null &&
    url.username === '' &&
    (local || (url.protocol === 'https:' && (isIP(host) ? isPublic(host) : isPublicName(host))));
  if (!fine) {
    throw new AppError(
      'invalid_input',
      'The push address must be an https address on the public internet; nothing was stored',
    );
  }
  return url;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
const isLoopback = (address: string): boolean =>
  isIP(address) !== 0 && loopback.check(address, familyOf(address));
const isPublicName = (host: string): boolean =>
  /\.[a-z0-9-]{2,}$/i.test(host) && !/\.(local|localhost|internal|lan|home|arpa)$/i.test(host);

function isPublic(address: string): boolean {
  const family = familyOf(address);
  if (inside.check(address, family)) return false;
  return family === 'ipv4' || global6.check(address, 'ipv6');
}

/** Looks names up like the system, and refuses those that lead inside; checked at the moment of connecting. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const list = Array.isArray(addresses) ? addresses : [];
    const [first] = list;
    if (error || !first) return callback(error ?? new Error('no address'), '', 0);
    if (!list.every(({ address }) => isPublic(address))) {
      return callback(new Error('the name of the push service leads inside this network'), '', 0);
    }
    if (options.all) callback(null, list);
    else callback(null, first.address, first.family);
  });
};
