import { expect, it } from 'vitest';
import { shareTrips } from './share-trips.ts';

/** Trips that end when the test says so. */
function createRoad() {
  const trips: { asks: readonly string[]; arrive: () => void }[] = [];
  const share = shareTrips(async (_: object, asks: readonly string[]) => {
    await new Promise<void>((arrive) => trips.push({ asks: [...asks], arrive }));
    if (asks.includes('bad')) throw new Error('bad was asked');
    return asks.map((one) => `answer to ${one}`);
  });
  const here = {};
  const ask = (what: string, place: object = here) => share(place, what);
  const asksOf = () => trips.map(({ asks }) => asks);
  return { trips, ask, asksOf };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('takes together what is asked in one turn, and what is asked while one is on its way', async () => {
  const { trips, ask, asksOf } = createRoad();
  const answers = [ask('a'), ask('b')];
  await turn();
  answers.push(ask('c'));
  await turn();
  answers.push(ask('d'));
  await turn();
  expect(asksOf()).toEqual([['a', 'b']]);
  trips[0]?.arrive();
  await turn();
  expect(asksOf()).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  trips[1]?.arrive();
  expect(await Promise.all(answers)).toEqual('abcd'.split('').map((one) => `answer to ${one}`));
});

it('does not wait for what is on its way elsewhere', async () => {
  const { ask, asksOf } = createRoad();
  void ask('a');
  void ask('b', {});
  await turn();
  expect(asksOf()).toEqual([['a'], ['b']]);
});

it('lets only what is wrong itself fail, and goes on', async () => {
  const { trips, ask, asksOf } = createRoad();
  const ended = Promise.allSettled([ask('a'), ask('bad')]);
  await turn();
  trips[0]?.arrive();
  await turn();
  expect(asksOf()).toEqual([['a', 'bad'], ['a'], ['bad']]);
  for (const { arrive } of trips) arrive();
  expect((await ended).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  const later = ask('c');
  await turn();
  trips.at(-1)?.arrive();
  expect(await later).toBe('answer to c');
});
