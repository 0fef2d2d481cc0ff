// `dataset_infos.json` and the `dataset_info` of dataset cards: what a loading script downloaded, by address, with size and
// SHA-256. Where verification was off the digests are null, or what somebody typed.
import type { ForeignManifest } from './foreign-manifest.ts';
import type { ReadFormat } from './format.ts';
import { judgeClaims, type FileClaim } from './judge-claims.ts';
import { isObject, listOf, member, textOf } from './members.ts';
import { refused, type Document } from './parse-document.ts';
import { pathOfUrl } from './path-of-url.ts';

export const datasetInfos: ReadFormat = {
  id: 'dataset-infos',
  title: 'dataset_infos.json',
  recognises: (document) =>
    isObject(document) && Object.keys(document).length > 0 && Object.values(document).every(isInfo),
  understand,
};

function isInfo(value: unknown): boolean {
  return (
    isObject(value) && ['download_checksums', 'splits', 'features'].some((key) => Object.hasOwn(value, key))
  );
}

function understand({ value, problems }: Document, path: string): ForeignManifest {
  if (!isObject(value) || !datasetInfos.recognises(value)) throw refused(path, 'it holds no dataset infos');
  const infos: readonly unknown[] = Object.values(value);
  const name = infos.map((info) => textOf(member(info, 'dataset_name') ?? member(info, 'builder_name')));
  return judgeClaims({ format: 'dataset-infos', name: name[0] }, claimsOfInfos(infos), problems);
}

/** Configurations of one set share files: the same claim again is no duplicate. */
export function claimsOfInfos(infos: readonly unknown[]): FileClaim[] {
  const seen = new Set<string>();
  const claims: FileClaim[] = [];
  for (const info of infos)
    for (const [address, download] of checksumsOf(info)) {
      const claim = claimOf(address, download);
      const text = JSON.stringify(claim);
      if (seen.has(text)) continue;
      seen.add(text);
      claims.push(claim);
    }
  return claims;
}

function checksumsOf(info: unknown): [string, unknown][] {
  const checksums = member(info, 'download_checksums');
  if (isObject(checksums)) return Object.entries(checksums);
  // In YAML they are also met as a list, since addresses are awkward keys.
  return listOf(checksums).map((item) => [textOf(member(item, 'url') ?? member(item, 'path')) ?? '', item]);
}

function claimOf(address: string, download: unknown): FileClaim {
  const isAddress = /^[a-z][a-z\d+.-]{1,20}:\/\//i.test(address);
  return {
    path: isAddress ? (pathOfUrl(address) ?? '') : address,
    ...(isAddress ? { url: address } : {}),
    bytes: member(download, 'num_bytes'),
    digests: [{ algorithm: 'sha256', value: member(download, 'checksum') ?? member(download, 'sha256') }],
  };
}
