import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError } from '../command-error.ts';
import { CLI_EXIT } from '../exit-codes.ts';

/** Before long work for it. @throws CommandError when there is no readable file */
export function refuseUnreadable(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    throw unusable(`${file} is ${found ? 'no file' : 'not there'}`);
  }
  refuseWithout(file, constants.R_OK, `This user may not read ${file}`);
}

/** Before long work for it. @throws CommandError when a file could not be written there */
export function refuseUnwritable(file: string): void {
  const folder = dirname(file);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw unusable(`${file} is a folder; name a file in it`);
  }
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw unusable(`There is no folder ${folder}; make it first`);
  }
  refuseWithout(folder, constants.W_OK, `This user may not write in ${folder}`);
}

function refuseWithout(path: string, mode: number, words: string): void {
  try {
    accessSync(path, mode);
  } catch {
    throw unusable(words);
  }
}

const unusable = (what: string): CommandError =>
  new CommandError('file', `${what}. Nothing was changed`, CLI_EXIT.badData);
