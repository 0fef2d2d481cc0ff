// A path as a relative reference (RFC 3986): every step percent-encoded, so that no name is taken for a scheme, a query or a
// language tag, and different paths stay different.

export function fileReference(path: string): string {
  return path
    .split('/')
    .map((step) => encodeURIComponent(wellFormed(step)))
    .join('/');
}

/** Half a surrogate pair has no bytes in UTF-8; no file on disk is called so. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
