/** Text that JSON can say and Postgres cannot keep: NUL, and one half of a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Whether any text in the value, names of fields too, is one the database refuses. */
export function holdsUnstorableText(value: unknown): boolean {
  // Not recursive: how deep a body nests is the sender's choice.
  const left: unknown[] = [value];
  while (left.length > 0) {
    const part = left.pop();
    if (typeof part === 'string' && UNSTORABLE.test(part)) return true;
    if (typeof part === 'object' && part !== null) {
      for (const [name, inner] of Object.entries(part)) left.push(name, inner);
    }
  }
  return false;
}
