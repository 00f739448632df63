import { wrongUsage } from '../command-error.ts';

/** `days=3` `max_spend=50000` as parameters. @throws CommandError when one is not written like that */
export function parametersOf(given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const [, name, value] = /^([a-z][a-z0-9_]*)=(\S+)$/.exec(text) ?? [];
      if (name === undefined || value === undefined) {
        throw wrongUsage(`"${text}" is no parameter; write name=value, like days=3`);
      }
      return [name, value];
    }),
  );
}
