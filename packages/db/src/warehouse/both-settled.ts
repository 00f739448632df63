/**
 * Waits for both, also when one fails: nothing may send statements any more once the transaction is
 * given up.
 * @throws what failed first; the other one then fails only because of it
 */
export async function bothSettled<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const failures: unknown[] = [];
  const note = (error: unknown): never => {
    failures.push(error);
    throw error;
  };
  const [a, b] = await Promise.allSettled([first.catch(note), second.catch(note)]);
  if (a.status === 'rejected' || b.status === 'rejected') throw failures[0];
  return [a.value, b.value];
}
