const QUIET_MS = 2_000;

/** Passes notes on, but of a step that counts ("Step: 3 of 12") only one every two seconds. */
export function steadyNotes(note: (line: string) => void): (line: string) => void {
  let step = '';
  let shownAt = Number.NEGATIVE_INFINITY;
  return (line) => {
    const [head = line] = line.split(': ');
    const now = performance.now();
    if (head === step && now - shownAt < QUIET_MS) return;
    step = head;
    shownAt = now;
    note(line);
  };
}
