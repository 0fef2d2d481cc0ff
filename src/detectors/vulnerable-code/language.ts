// Which language a piece of code is in: what its fence says, else what its lines look like.
import { languages, type Language } from './syntax.ts';

const tags: ReadonlyMap<string, Language> = new Map<string, Language>([
  ...(['python', 'py', 'python3', 'python2', 'flask', 'django'] as const).map((t) => [t, 'python'] as const),
  ...(
    ['javascript', 'js', 'jsx', 'ts', 'tsx', 'typescript', 'node', 'nodejs', 'mjs', 'react', 'vue'] as const
  ).map((t) => [t, 'javascript'] as const),
  ...(['java', 'spring'] as const).map((t) => [t, 'java'] as const),
  ...(['go', 'golang'] as const).map((t) => [t, 'go'] as const),
  ...(['php'] as const).map((t) => [t, 'php'] as const),
  ...(['c', 'cpp', 'c++', 'cc', 'h', 'hpp', 'cxx', 'arduino'] as const).map((t) => [t, 'c'] as const),
]);

/** Tags that say little or may be wrong: the lines decide. */
const vague = new Set(['', 'text', 'txt', 'code', 'plaintext', 'plain', 'source', 'snippet', 'program']);

/** What a line of each language looks like; every pattern is anchored or short. */
const cues: Readonly<Record<Language, RegExp>> = {
  python:
    /^\s*(?:def \w+\(|class \w+[(:]|from [\w.]+ import |import [\w.]+(?: as \w+)?\s*$|elif .{1,200}:\s*$|except\b.{0,80}:\s*$|with .{1,200}:\s*$|if .{1,200}:\s*$|for .{1,80} in .{1,200}:\s*$|async def |return\b(?!.*;\s*$)|print\(|@\w+[\w.]*(?:\(.{0,200}\))?\s*$|"""|self\.\w+)/,
  javascript:
    /^\s*(?:(?:export )?(?:const|let|var) [\w{[]|(?:export )?(?:default )?(?:async )?function\b|import .{1,200} from ['"]|module\.exports|require\(|console\.\w+\(|document\.|window\.|app\.(?:get|post|use)\(|router\.\w+\(|\}\);?\s*$|await |export )|=>\s*[{(\w]|===/,
  java: /^\s*(?:public|private|protected)\s+(?:static |final |abstract |class |interface )*[\w<>[\], ]{1,80}|^\s*(?:import (?:java|javax|org|com)\.|package [\w.]+;|@\w+|System\.out|String \w+ =|try \(|[A-Z]\w{1,40}(?:<[\w, ]{1,60}>)? \w{1,40} = \S)/,
  go: /^\s*(?:package \w+\s*$|func [\w(]|import \(|import "|type \w+ struct|defer |if err != nil|fmt\.\w+\()|\w\s*:=\s*/,
  php: /<\?php|^\s*(?:\$\w+(?:\[.{0,60}\])?\s*\.?=[^=]|echo\b|namespace [\w\\]+;|use [\w\\]+;|public function|private function|\$this->)|\$\w+->\w+\(/,
  c: /^\s*(?:#\s*include|#\s*define|using namespace|std::|(?:static |const |unsigned |inline )*(?:int|char|void|float|double|long|bool|auto|size_t|struct \w+|std::\w+(?:<[\w:, ]{1,40}>)?)\b[\s*&]+\w+\s*[([;=,]|printf\(|scanf\(|cout\b|cin\b|free\(|template\s*<)|\w->\w/,
};

const lookedLines = 80;
const longestLine = 400;

function linesOf(text: string): string[] {
  const lines: string[] = [];
  let at = 0;
  while (lines.length < lookedLines && at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(
      at,
      end < 0 ? Math.min(text.length, at + longestLine) : Math.min(end, at + longestLine),
    );
    if (line.trim() !== '') lines.push(line);
    if (end < 0) break;
    at = end + 1;
  }
  return lines;
}

/** The language of most cues, when there are at least `least` lines with one. */
function guess(lines: readonly string[], least: number): Language | undefined {
  let best: Language | undefined;
  let most = least - 1;
  for (const language of languages) {
    const found = lines.filter((line) => cues[language].test(line)).length;
    if (found > most) {
      most = found;
      best = language;
    }
  }
  return best;
}

/** `tag`: the word after a fence, in small letters; undefined where there is no fence. */
export function languageOf(code: string, tag: string): Language | undefined {
  const named = tags.get(tag);
  if (named) return named;
  return vague.has(tag) ? guess(linesOf(code), 1) : undefined;
}

const codeLine =
  /[;{}]\s*$|^\s*[)\]}]|[:,([]\s*$|^\s{2,}\S|^\s*(?:#|\/\/|\/\*|\*)|^\s*[\w.]+\(.*\)\s*$|^\s*[\w.[\]"']+\s*[+\-*.]?=\s*\S/;
/** Share of lines that must look like code where no fence says that it is. */
const mostlyCode = 0.7;
/** The same where a single line tells the language. */
const nearlyAllCode = 0.85;

/** The language of a text that is code as a whole; undefined for prose. */
export function languageOfWhole(text: string): Language | undefined {
  // Prose is told by its beginning, at a glance.
  if (!/[;{}=]|[:)]\s*\n/.test(text.slice(0, 400))) return undefined;
  const lines = linesOf(text);
  const language = guess(lines, 1);
  if (!language) return undefined;
  const cued = lines.filter((line) => cues[language].test(line)).length;
  const code = lines.filter((line) => codeLine.test(line) || cues[language].test(line)).length;
  return code >= (cued > 1 ? mostlyCode : nearlyAllCode) * lines.length ? language : undefined;
}
