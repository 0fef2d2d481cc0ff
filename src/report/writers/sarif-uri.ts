// A path of the corpus as a URI reference, as SARIF wants it: percent-encoded, forward slashes.

/** A relative path stays relative; an absolute one becomes a `file:` URI; standard input has a name of its own. */
export function relativeUri(path: string): string {
  if (path === '-') return 'standard-input';
  // A backslash separates folders on Windows only, where a drive letter or `\\` says so.
  const windows = /^[A-Za-z]:[\\/]|^\\\\/.test(path);
  const segments = (windows ? path.replaceAll('\\', '/') : path).split('/').map(encodeSegment);
  if (/^[A-Za-z]:[\\/]/.test(path)) return `file:///${[path.slice(0, 2), ...segments.slice(1)].join('/')}`;
  const joined = segments.join('/');
  if (windows) return `file:${joined}`;
  return path.startsWith('/') ? `file:///${joined.replace(/^\/+/, '')}` : joined || 'unnamed';
}

function encodeSegment(segment: string): string {
  // A round trip through UTF-8 replaces lone surrogates, at which encodeURIComponent throws.
  return encodeURIComponent(Buffer.from(segment, 'utf8').toString('utf8'));
}
