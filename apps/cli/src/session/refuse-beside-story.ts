import { loadConfig, readRunning, storyIsOpen } from '@commerce/server';
import { CommandError } from '../command-error.ts';
import { CLI_EXIT } from '../exit-codes.ts';

/**
 * Before anything is read here and now: an account that is read beside its story knows of days which the story
 * has not come to.
 * @throws CommandError while the demo's story is not told
 */
export function refuseBesideStory(): void {
  const { dataDir } = loadConfig();
  if (!storyIsOpen(dataDir)) return;
  const running = readRunning(dataDir);
  throw new CommandError(
    'demo_story_open',
    running
      ? `Process ${running.pid} follows the story of the demo's ads, and reading beside it would tell it of days that have not come. Nothing was changed. It takes a minute or two; try again when ${running.address ?? 'npm start'} shows decisions in the inbox`
      : "The story of the demo's ads was not followed to its end. Nothing was changed. Run npm start until it says that the ads were followed, then try again",
    CLI_EXIT.busy,
  );
}
