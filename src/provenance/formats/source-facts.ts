// What a manifest says of a source, as pairs of a name and a text, for formats that have no better place for it. What no
// row says is listed as unknown.
import type { Manifest, SourceEntry } from '../manifest.ts';
import { mostSources } from './about.ts';

export interface NamedText {
  readonly name: string;
  readonly value: string;
}

/** Names carry our prefix, as CycloneDX and SPDX ask of names that are not theirs. */
export function named(name: string, value: string | number): NamedText {
  return { name: `bezoar:${name}`, value: String(value) };
}

export function sourceFacts(source: SourceEntry): NamedText[] {
  const { rows, firstSeen, lastSeen, licences = [], urls = [], domains = [], collectors = [] } = source;
  return [
    named('rows', rows),
    ...(firstSeen === undefined ? [] : [named('first-seen', firstSeen)]),
    ...(lastSeen === undefined ? [] : [named('last-seen', lastSeen)]),
    ...licences.map((text) => named('licence', text)),
    ...urls.map((text) => named('url', text)),
    ...domains.map((text) => named('domain', text)),
    ...collectors.map((text) => named('collector', text)),
    ...source.unknown.map((fact) => named('unknown', fact)),
  ];
}

export function setFacts({ root, set, sources }: Manifest, bundle?: string): NamedText[] {
  return [
    named('merkle-root', root),
    named('rows', set.rows),
    named('bytes', set.bytes),
    ...(set.parent === undefined ? [] : [named('parent-merkle-root', set.parent.root)]),
    ...(bundle === undefined ? [] : [named('bundle', bundle)]),
    ...(sources.length > mostSources ? [named('sources-left-out', sources.length - mostSources)] : []),
  ];
}

export function listedSources({ sources }: Manifest): readonly SourceEntry[] {
  return sources.slice(0, mostSources);
}

/** For people: rows that name no source have one without a name. */
export function sourceName({ name }: SourceEntry): string {
  return name === '' ? 'rows that name no source' : name;
}
