/** Browsers and Node disagree about which narrow space a format uses; a plain one is the same everywhere. */
export const plainSpaces = (text: string): string => text.replace(/[\u00a0\u2009\u202f]/g, ' ');
