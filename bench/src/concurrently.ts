/** Runs `clients` loops at once, each doing `count` steps one after the other; returns every step's milliseconds. */
export async function concurrently(
  clients: number,
  count: number,
  step: (client: number, index: number) => Promise<number>,
): Promise<number[]> {
  const times: number[] = [];
  const loop = async (client: number) => {
    for (let index = 0; index < count; index += 1) times.push(await step(client, index));
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => loop(client)));
  return times;
}
