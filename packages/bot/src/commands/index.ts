import { say, type Seat } from '../desk.ts';
import type { Words } from '../words.ts';
import { digest } from './digest.ts';
import { execute } from './execute.ts';
import { inbox } from './inbox.ts';
import { status } from './status.ts';
import { resume, stop } from './stop.ts';
import { undo } from './undo.ts';

type Command = (seat: Seat, argument: string) => Promise<unknown>;

const help: Command = (seat) => say(seat, seat.words.help);

/** What a person may type; in the order of the menu. */
export const COMMANDS: Readonly<Record<keyof Words['commands'], Command>> = {
  inbox,
  status,
  digest,
  execute,
  undo,
  stop,
  resume,
  help,
};

export const isCommand = (name: string): name is keyof typeof COMMANDS =>
  Object.hasOwn(COMMANDS, name);
