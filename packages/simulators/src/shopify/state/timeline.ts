interface Entry {
  at: number;
  order: number;
  run(): void;
}

/** Actions waiting for their instant, run in time order (ties: in the order they were added). */
export class Timeline {
  readonly #heap: Entry[] = [];
  #added = 0;

  add(at: number, run: () => void): void {
    const heap = this.#heap;
    let index = heap.push({ at, order: this.#added++, run }) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(heap[index] as Entry, heap[parent] as Entry)) break;
      this.#swap(index, parent);
      index = parent;
    }
  }

  /** Runs everything due, including actions that were added by what ran. */
  runUntil(now: number): void {
    let next = this.#heap[0];
    while (next && next.at <= now) {
      this.#removeFirst();
      next.run();
      next = this.#heap[0];
    }
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop() as Entry;
    if (heap.length === 0) return;
    heap[0] = last;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let least = index;
      if (left < heap.length && before(heap[left] as Entry, heap[least] as Entry)) least = left;
      if (right < heap.length && before(heap[right] as Entry, heap[least] as Entry)) least = right;
      if (least === index) return;
      this.#swap(index, least);
      index = least;
    }
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    [heap[a], heap[b]] = [heap[b] as Entry, heap[a] as Entry];
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
