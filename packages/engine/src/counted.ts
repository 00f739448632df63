/** `1 day`, `2 days`: a count with its English noun, as messages say it. */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
