import type { JournalEntry } from '../meta/journal.ts';
import type { SimEntity } from '../meta/control.ts';
import { instantAt } from './calendar.ts';
import type { Story } from './story.ts';

/** The events of a story as changes of the objects that carry their names. */
export function journalOf(story: Story, entities: readonly SimEntity[]): JournalEntry[] {
  return story.events.map(({ day, minute, level, name, change, by }) => {
    const object = entities.find((one) => one.level === level && one.name === name);
    if (!object) throw new Error(`the story speaks of no ${level} called ${name}`);
    return {
      at: new Date(instantAt(day, minute * 60, story.profile.timezone)).toISOString(),
      id: object.id,
      change,
      actor: { id: '100000000000777', name: by, application: 'Ads Manager' },
    };
  });
}
