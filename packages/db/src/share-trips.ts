interface Trip<Ask, Answer> {
  asks: Ask[];
  leave: () => void;
  answers: Promise<readonly Answer[]>;
}

/**
 * Small look-ups in few round trips: what is asked of a place while one is on its way there shares the next, so
 * that under load many callers cost one together. Each ask sees the database as it is when it was made, or later.
 * When a shared trip fails, each of its asks goes once more alone, and only what is wrong itself fails.
 *
 * @param run answers in the order of the asks
 */
export function shareTrips<Place extends object, Ask, Answer>(
  run: (place: Place, asks: readonly Ask[]) => Promise<readonly Answer[]>,
): (place: Place, ask: Ask) => Promise<Answer> {
  const roads = new WeakMap<Place, (ask: Ask) => Promise<Answer>>();
  return (place, ask) => {
    const road = roads.get(place) ?? createRoad<Ask, Answer>((asks) => run(place, asks));
    roads.set(place, road);
    return road(ask);
  };
}

function createRoad<Ask, Answer>(
  run: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
): (ask: Ask) => Promise<Answer> {
  // More than one at once was measured: smaller trips cost more than their waiting saves.
  let isOneOnTheWay = false;
  let waiting: Trip<Ask, Answer> | null = null;

  function leaveIfFree(): void {
    if (waiting === null || isOneOnTheWay) return;
    const { leave } = waiting;
    waiting = null;
    isOneOnTheWay = true;
    leave();
  }
  function createTrip(): Trip<Ask, Answer> {
    const asks: Ask[] = [];
    let leave = () => {};
    const left = new Promise<void>((resolve) => (leave = resolve));
    const answers = left.then(() => run(asks));
    const arrived = () => {
      isOneOnTheWay = false;
      leaveIfFree();
    };
    answers.then(arrived, arrived);
    // Callers of the same turn go together.
    queueMicrotask(leaveIfFree);
    return { asks, leave, answers };
  }

  return async (ask) => {
    waiting ??= createTrip();
    const { asks, answers } = waiting;
    const place = asks.push(ask) - 1;
    try {
      return (await answers)[place] as Answer;
    } catch (error) {
      if (asks.length === 1) throw error;
      const [answer] = await run([ask]);
      return answer as Answer;
    }
  };
}
