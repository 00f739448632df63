/** Path of a Chromium-family browser on this machine, or null. CHROMIUM_PATH wins when it is set. */
export function findChromium(
  env?: Readonly<Record<string, string | undefined>>,
  platform?: string,
): string | null;
