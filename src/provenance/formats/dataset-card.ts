// A dataset card: README.md whose front matter is YAML. Of what stands there only the downloads and their digests are read.
import {
  isAlias,
  isMap,
  isScalar,
  parseDocument as parseYaml,
  visit,
  type Document as YamlDocument,
} from 'yaml';
import { claimsOfInfos } from './dataset-infos.ts';
import type { ForeignManifest, Problem } from './foreign-manifest.ts';
import { judgeClaims } from './judge-claims.ts';
import { isObject, listOf, member, textOf } from './members.ts';
import { checkLength, duplicateKey, refused } from './parse-document.ts';

const MiB = 2 ** 20;
/** UTF-16 units of front matter; the largest cards, of a thousand configurations, have one. */
const longestFrontMatter = 4 * MiB;
/** Brackets of flow style within one another are parsed by recursion. */
const deepestFlow = 64;
const mostDuplicates = 20;

/** Between the first line `---` and the next. */
export function frontMatter(text: string): string | undefined {
  const begin = /^\ufeff?---[ \t]*\r?\n/.exec(text);
  if (begin === null) return undefined;
  const rest = text.slice(begin[0].length);
  const end = /(?:^|\n)---[ \t]*(?:\r?\n|$)/.exec(rest);
  return end === null ? undefined : rest.slice(0, end.index + 1);
}

export function readDatasetCard(text: string, path: string): ForeignManifest {
  checkLength(text, path);
  const yaml = frontMatter(text);
  if (yaml === undefined) throw refused(path, 'it has no front matter between two lines of ---');
  checkLength(yaml, path, longestFrontMatter);
  checkFlow(yaml, path);
  const { value, problems } = parsed(yaml, path);
  const infos = listOf(member(value, 'dataset_info'));
  const name = textOf(member(value, 'pretty_name') ?? member(infos[0], 'dataset_name'));
  return judgeClaims({ format: 'dataset-card', name }, claimsOfInfos(infos.filter(isObject)), problems);
}

function parsed(yaml: string, path: string): { value: unknown; problems: Problem[] } {
  // The library compares every key of a map with every other; we look for twins ourselves, in one pass.
  try {
    const document = parseYaml(yaml, { uniqueKeys: false, logLevel: 'silent', schema: 'core' });
    if (document.errors.length > 0) throw document.errors[0];
    const problems = duplicateMembers(document).map(duplicateKey);
    return { value: document.toJS({ maxAliasCount: 100 }) as unknown, problems };
  } catch (error) {
    throw refused(path, 'its front matter is not YAML that we read', error);
  }
}

function duplicateMembers(document: YamlDocument.Parsed): string[] {
  const found: string[] = [];
  visit(document, {
    Map(_, map) {
      const keys = new Set<string>();
      for (const { key } of map.items) {
        const text = isScalar(key) ? String(key.value) : isAlias(key) || isMap(key) ? undefined : String(key);
        if (text === undefined) continue;
        if (keys.has(text) && found.length < mostDuplicates) found.push(text);
        keys.add(text);
      }
    },
  });
  return found;
}

function checkFlow(yaml: string, path: string): void {
  let depth = 0;
  for (const unit of yaml) {
    if (unit === '[' || unit === '{') depth++;
    else if ((unit === ']' || unit === '}') && depth > 0) depth--;
    if (depth > deepestFlow) throw refused(path, `its front matter is nested more than ${deepestFlow} deep`);
  }
}
