/** Where this browser remembers light or dark; also read by the script that runs before the first paint. */
export const COLOR_SCHEME_KEY = 'commerce-color-scheme';
