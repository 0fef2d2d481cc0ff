// Long stretches of encoded bytes in a text: base64, hexadecimal, percent escapes. What a person skips over, a
// model reads; where the bytes are text again, their beginning is shown.
import { collector, type Hidden } from './hidden.ts';
import { visible } from './visible.ts';

/** Shortest stretch that is reported, in characters: longer than keys, hashes, tokens in addresses. */
export const blobLength = 200;
/** Bytes decoded to see whether they are text, and characters of it that are shown. */
const decodedBytes = 240;
const shownLength = 80;
/** Different characters that encoded bytes have at least: `0000...`, `=====` and a row of `A` are none. */
const fewestDifferent = 10;

type Encoding = 'base64' | 'hexadecimal' | 'percent escapes';

// 1 base64 and its address-safe variant, 2 a hexadecimal digit too.
const kinds = new Uint8Array(128);
for (const c of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-')
  kinds[c.charCodeAt(0)] = 1;
for (const c of '0123456789abcdefABCDEF') kinds[c.charCodeAt(0)] = 2;

function different(text: string, start: number): number {
  return new Set(text.slice(start, start + blobLength)).size;
}

/** Base64 has capitals, small letters and digits all through; a path or a name with dashes has not. */
function isBase64(text: string, start: number): boolean {
  const piece = text.slice(start, start + blobLength);
  const count = (pattern: RegExp) => piece.match(pattern)?.length ?? 0;
  return count(/[A-Z]/g) >= 20 && count(/[a-z]/g) >= 20 && count(/[0-9]/g) >= 4 && count(/[-_/]/g) <= 20;
}

/** What the first bytes say, if they are text. */
function readable(bytes: Buffer): string {
  const text = bytes.toString('utf8').replace(/\ufffd{1,3}$/, '');
  let plain = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (
      (code >= 0x20 && code < 0x7f) ||
      code === 0x0a ||
      code === 0x0d ||
      code === 0x09 ||
      (code >= 0xa0 && code !== 0xfffd)
    )
      plain++;
  }
  return text.length >= 24 && plain >= 0.95 * text.length && /[\p{L}]{3}/u.test(text) ? text : '';
}

function blob(text: string, start: number, end: number, encoding: Encoding): Hidden {
  const piece = text.slice(start, start + 3 * decodedBytes);
  const bytes =
    encoding === 'base64'
      ? Buffer.from(piece.slice(0, decodedBytes), 'base64')
      : Buffer.from(
          encoding === 'hexadecimal' ? piece.slice(0, 2 * decodedBytes) : piece.replace(/%/g, ''),
          'hex',
        );
  const said = readable(bytes);
  // A picture in a page is written like this.
  const data = /data:[\w/+.-]{1,60};base64,$/.test(text.slice(Math.max(0, start - 80), start));
  const what = `${end - start} characters of ${encoding}`;
  return {
    kind: 'encoded-blob',
    start,
    end,
    shown: said
      ? `${what} that begin "${visible(said, shownLength)}"`
      : data
        ? `${what} in a data: address`
        : what,
    strong: said !== '' && !data,
    word: '',
  };
}

export function blobsIn(text: string): Hidden[] {
  const { found, put } = collector();
  const n = text.length;
  for (let i = 0; i < n;) {
    const start = i;
    if (text.charCodeAt(i) === 0x25) {
      const digit = (at: number) =>
        at < n && kinds[text.charCodeAt(at) & 0x7f] === 2 && text.charCodeAt(at) < 128;
      while (i < n && text.charCodeAt(i) === 0x25 && digit(i + 1) && digit(i + 2)) i += 3;
      if (i - start >= blobLength) put(blob(text, start, i, 'percent escapes'));
      if (i === start) i++;
      continue;
    }
    let hex = true;
    let code = text.charCodeAt(i);
    while (code < 128 && kinds[code] !== 0) {
      if (kinds[code] === 1) hex = false;
      code = ++i < n ? text.charCodeAt(i) : 0x7f;
    }
    if (i === start) i++;
    else if (i - start >= blobLength && different(text, start) >= fewestDifferent) {
      if (hex) put(blob(text, start, i, 'hexadecimal'));
      else if (isBase64(text, start)) put(blob(text, start, i, 'base64'));
    }
  }
  return found;
}
