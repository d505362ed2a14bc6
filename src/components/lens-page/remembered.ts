/** A text that the reader asked this browser to keep, and nothing else. */

const KEY = 'fivetuple:lens';

export type Remembered = { name: string; content: string }[];

/** What was remembered; null where there is nothing, or storage is forbidden. */
export function recall(): Remembered | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isRemembered(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** @returns false where the browser does not take it: storage is forbidden, or the text is too long for it */
export function remember(texts: Remembered): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(texts));
    return true;
  } catch {
    return false;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Where storage is forbidden, nothing was kept.
  }
}

function isRemembered(kept: unknown): kept is Remembered {
  return (
    Array.isArray(kept) &&
    kept.length > 0 &&
    kept.every((text) => typeof text?.name === 'string' && typeof text?.content === 'string')
  );
}
