/** How many decisions wait for a person; `more` when the list was longer than what was read. */
export interface Waiting {
  count: number;
  more: boolean;
}

export const waitingText = ({ count, more }: Waiting): string => (more ? `${count}+` : `${count}`);
