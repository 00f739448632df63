'use client';

import { useCallback, useMemo, useRef, useState } from 'react';

/** Which rows of a list are marked for a common act. */
export function useSelection(ids: readonly string[]) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const toggle = useCallback(
    (id: string, isRange = false) => {
      const from = isRange && anchor.current ? ids.indexOf(anchor.current) : -1;
      const to = ids.indexOf(id);
      setMarked((before) => {
        if (from >= 0 && to >= 0) {
          return new Set([...before, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]);
        }
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      });
      anchor.current = id;
    },
    [ids],
  );
  const clear = useCallback(() => setMarked(new Set()), []);
  const selected = useMemo(() => new Set(ids.filter((id) => marked.has(id))), [ids, marked]);
  return { selected, toggle, clear };
}
