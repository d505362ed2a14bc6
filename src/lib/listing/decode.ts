/** The bytes of a saved listing as text: which encoding a file is in, told from the bytes alone. */

/**
 * Decodes a file that holds a listing.
 *
 * A byte order mark decides. Without one: UTF-16 where every other byte of the beginning is mostly zero (a listing is
 * ASCII nearly throughout), UTF-8 where the bytes are valid UTF-8, else Windows-1252, in which every byte means something.
 *
 * @param bytes the whole file
 * @returns its text, without the mark
 * @see Microsoft, about_Character_Encoding: Windows PowerShell's `>` writes UTF-16LE with a mark; WHATWG Encoding Standard
 * @example decodeText(new Uint8Array([0xff, 0xfe, 0x74, 0x00, 0x63, 0x00, 0x70, 0x00])) // 'tcp'
 * @example decodeText(new Uint8Array([0x74, 0x63, 0x70])) // 'tcp'
 */
export function decodeText(bytes: Uint8Array): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked !== undefined) return new TextDecoder(marked[0]).decode(bytes);
  const wide = zeroBytes(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** How much of a file is looked at, in bytes. */
const SAMPLE = 4096;

/** Names the UTF-16 that text without a mark is in, or null. */
function zeroBytes(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, SAMPLE) & ~1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const most = length * 0.35;
  if (odd > most && even < odd / 8) return 'utf-16le';
  return even > most && odd < even / 8 ? 'utf-16be' : null;
}
