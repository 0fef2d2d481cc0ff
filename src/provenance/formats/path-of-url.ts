// The path in its set of a file of which only the address is told: what follows the revision in the addresses of a hub, else
// the last step. Addresses are taken apart, never opened.

export function pathOfUrl(url: string): string | undefined {
  const withoutQuery = url.split(/[?#]/, 1)[0];
  const steps = withoutQuery.split('/').slice(3);
  const revision = steps.findIndex((step) => step === 'resolve' || step === 'blob' || step === 'raw');
  const inSet = /^hf:\/\/datasets\/[^/]+\/[^/@]+@[^/]+\/(.+)$/.exec(withoutQuery);
  const path = inSet?.[1] ?? (revision >= 0 ? steps.slice(revision + 2).join('/') : steps.at(-1));
  if (path === undefined || path === '') return undefined;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
