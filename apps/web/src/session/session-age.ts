const KEY = 'commerce-session-renewed';
const loadedAt = Date.now();

/** When this browser last got new tokens, in any of its tabs; the page's own start where nobody noted it. */
export function renewedAt(): number {
  try {
    const noted = Number(localStorage.getItem(KEY));
    return noted > 0 && noted <= Date.now() ? noted : loadedAt;
  } catch {
    return loadedAt;
  }
}

export function noteRenewal(): void {
  try {
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    // A browser that keeps nothing renews by the page's own start.
  }
}
