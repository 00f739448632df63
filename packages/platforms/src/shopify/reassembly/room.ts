const SLAB_BYTES = 1024 * 1024;

/** Room for many small results in few large buffers; what was given out is never used again. */
export function slabs(): (size: number) => Buffer {
  let slab = Buffer.alloc(0);
  let used = 0;
  return (size) => {
    if (slab.length - used < size) {
      slab = Buffer.allocUnsafeSlow(Math.max(size, SLAB_BYTES));
      used = 0;
    }
    used += size;
    return slab.subarray(used - size, used);
  };
}

/** One buffer for one result at a time: the next call may write over the last one. */
export function scratchRoom(): (size: number) => Buffer {
  let scratch = Buffer.alloc(0);
  return (size) => {
    if (scratch.length < size) scratch = Buffer.allocUnsafe(size * 2);
    return scratch;
  };
}
