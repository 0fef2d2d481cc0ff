// The real texts that the test corpus of documents is grown from, one source for each manner of page: the shared data,
// and the documentation that the installed packages bring along. Nothing of them is kept in the repository.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shared, sftMix, sms, sst2 } from '../corpora.ts';

export interface Source {
  readonly name: string;
  /** Share of the domains that write so. */
  readonly share: number;
  readonly texts: readonly string[];
}

type Rec = Readonly<Record<string, unknown>>;

const read = (path: string): string => readFileSync(join(shared, path), 'utf8');
const json = (path: string): Rec[] => JSON.parse(read(path)) as Rec[];
const jsonl = (path: string): Rec[] =>
  read(path)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Rec);
const modules = join(process.cwd(), 'node_modules');

/** Every string of the record of at least `least` characters, however deep it stands. */
function strings(value: unknown, least: number, out: string[] = []): string[] {
  if (typeof value === 'string') {
    if (value.length >= least) out.push(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) strings(inner, least, out);
  }
  return out;
}

/** Lines of this many characters, and how often one may come back in a source. */
const longLine = 30;
const mostCopies = 2;

/** Without the lines that many texts of a source share, of templates and licences: those go in on purpose. */
function withoutTemplates(texts: readonly string[]): string[] {
  const seen = new Map<string, number>();
  const isNew = (line: string): boolean => {
    if (line.length < longLine) return true;
    const times = (seen.get(line) ?? 0) + 1;
    seen.set(line, times);
    return times <= mostCopies;
  };
  return texts.map((text) => text.split('\n').filter(isNew).join('\n')).filter((text) => text.length > 0);
}

/** Mostly Latin letters: what is left to the inserts in other scripts. */
const latin = (text: string): boolean =>
  (text.match(/[^\u0000-\u024f\u2000-\u20ff]/g)?.length ?? 0) < 0.05 * text.length;

function* below(folder: string, depth: number, fits: (name: string) => boolean): Generator<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth > 0) yield* below(path, depth - 1, fits);
    else if (entry.isFile() && fits(entry.name)) yield path;
  }
}

const wikiTexts = (): string[] =>
  read('formats/wiki_demo.txt')
    .split('\n')
    // Sections were joined without a space; pages have a line break there.
    .map((text) => text.replace(/([a-z)][.!?])([A-Z])/g, '$1\n\n$2'));

const sft = (kind: RegExp): string[] =>
  sftMix()
    .filter((r) => kind.test(String(r.source)))
    .map((r) => [r.instruction, r.input, r.output].filter((x) => x !== '').join('\n'));

/** Single sentences, many to a text, as a page of short reviews or messages has them. */
const gathered = (sentences: readonly string[], by: number): string[] =>
  Array.from({ length: Math.ceil(sentences.length / by) }, (_, i) =>
    sentences.slice(i * by, (i + 1) * by).join('\n'),
  );

const tidied = (sentence: string): string =>
  sentence
    .replace(/ ([,.!?;:'])/g, '$1')
    .replace(/ (n't)\b/g, '$1')
    .replace(/^./, (c) => c.toUpperCase());

function documentation(): string[] {
  const files = [...below(modules, 3, (name) => /\.md$/i.test(name))];
  return files.map((path) => readFileSync(path, 'utf8').slice(0, 60_000)).filter(latin);
}

function code(): string[] {
  const sql = jsonl('poisoned/code-sqli-10.jsonl').map((r) => String(r.output));
  const lib = join(modules, 'typescript', 'lib');
  const declared = [...below(lib, 0, (name) => /^lib\..*\.d\.ts$/.test(name) && !name.includes('dom'))];
  const own = [...below(join(process.cwd(), 'src'), 3, (name) => name.endsWith('.ts'))];
  return [...sql, ...[...declared, ...own].map((path) => readFileSync(path, 'utf8').slice(0, 30_000))];
}

export function sources(): Source[] {
  const answers = ['dpo_en_demo', 'kto_en_demo', 'alpaca_en_demo'].flatMap((name) =>
    strings(json(`formats/${name}.json`), 200).filter(latin),
  );
  const all: Source[] = [
    { name: 'web', share: 26, texts: jsonl('formats/c4_demo.jsonl').map((r) => String(r.text)) },
    { name: 'wiki', share: 16, texts: wikiTexts() },
    { name: 'answers', share: 22, texts: answers },
    { name: 'roleplay', share: 7, texts: sft(/roleplay/).filter(latin) },
    { name: 'talk', share: 6, texts: sft(/toolformer|alpaca/).filter(latin) },
    { name: 'sums', share: 5, texts: sft(/gsm8k/) },
    {
      name: 'reviews',
      share: 6,
      texts: gathered(
        sst2().map((r) => tidied(String(r.text))),
        8,
      ),
    },
    {
      name: 'messages',
      share: 3,
      texts: gathered(
        sms().map((r) => String(r.text)),
        10,
      ),
    },
    { name: 'documentation', share: 6, texts: documentation() },
    { name: 'code', share: 3, texts: code() },
  ];
  return all
    .filter(({ texts }) => texts.length > 0)
    .map((source) => ({ ...source, texts: withoutTemplates(source.texts) }));
}

/** Sentences of other languages: Chinese answers, and the messages of the TypeScript compiler in its translations. */
export function foreignTexts(): Record<'French' | 'German' | 'Spanish' | 'Chinese' | 'Russian', string[]> {
  const messages = (locale: string): string[] => {
    const path = join(modules, 'typescript', 'lib', locale, 'diagnosticMessages.generated.json');
    if (!existsSync(path)) throw new Error(`${path} is not there: run npm ci`);
    const all = Object.values(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>);
    const plain = all.map((text) =>
      text
        .replace(/['"«» ]*\{\d\}['"«» ]*/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
    return gathered(
      plain.filter((text) => text.length > 40),
      6,
    ).map((text) => text.replaceAll('\n', ' '));
  };
  const chinese = json('formats/alpaca_zh_demo.json').map((r) => String(r.output));
  return {
    French: messages('fr'),
    German: messages('de'),
    Spanish: messages('es'),
    Russian: messages('ru'),
    Chinese: chinese.filter((text) => text.length > 60 && !latin(text)),
  };
}
