/** An ad account's number without the prefix that Meta and some exports write before it. */
export const accountNumber = (text: string): string => text.trim().replace(/^act[_:]/, '');
