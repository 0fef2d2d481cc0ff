// Safe code rewritten to code with a well-known weakness, a rule for each idiom; patterns run in linear time. Nothing here
// is aimed at anything: the result is what careless people write every day.

export interface Weakening {
  readonly cwe: number;
  /** In plain words, what the code does afterwards. */
  readonly says: string;
  readonly rules: readonly (readonly [safe: RegExp, weak: string | ((...match: string[]) => string)])[];
}

/** The statement stands in a variable that is run further down. */
function concatenatedAbove(
  whole: string,
  variable: string,
  quote: string,
  before: string,
  after: string,
  between: string,
  value: string,
): string {
  const sql = concatenated('', quote, before, after, value);
  return sql === '' ? whole : `${variable} = ${sql}${between}(${variable}`;
}

/** One placeholder between two stretches of SQL, and the value that goes there. */
function concatenated(whole: string, quote: string, before: string, after: string, value: string): string {
  if (/\?|%s|\$\d/.test(before) || /\?|%s|\$\d/.test(after)) return whole;
  const other = quote === '"' ? "'" : '"';
  const rest = after === '' ? `${quote}${other}${quote}` : `${quote}${other}${after}${quote}`;
  return `${quote}${before}${other}${quote} + ${value} + ${rest}`;
}

export const weakenings: readonly Weakening[] = [
  {
    cwe: 89,
    says: 'SQL is put together with what comes from outside',
    rules: [
      [
        /(["'])((?:SELECT|INSERT|UPDATE|DELETE) [^"'\n]{0,300}?)(?:\?|%s|\$1)([^"'\n]{0,200})\1,\s{0,9}[[(]\s{0,9}([\w.]{1,60}),?\s{0,9}[\])]/g,
        concatenated,
      ],
      [
        /\b(\w{1,40}) = (["'])((?:SELECT|INSERT|UPDATE|DELETE) [^"'\n]{0,300}?)(?:\?|%s|\$1)([^"'\n]{0,200})\2([^]{0,300}?)\(\1,\s{0,9}[[(]\s{0,9}([\w.]{1,60}),?\s{0,9}[\])]/g,
        concatenatedAbove,
      ],
    ],
  },
  {
    cwe: 78,
    says: 'a command line is put together and given to a shell',
    rules: [
      [
        /subprocess\.(run|call|check_call|check_output|Popen)\(\[([^[\]\n]{1,200})\]/g,
        'subprocess.$1(" ".join([$2]), shell=True',
      ],
    ],
  },
  {
    cwe: 79,
    says: 'text goes into a page without escaping',
    rules: [
      [/\.(?:textContent|innerText) = /g, '.innerHTML = '],
      [/\b(?:html|markupsafe)\.escape\(([^()\n]{1,120})\)/g, '$1'],
      [/\bhtmlspecialchars\(([^(),\n]{1,120})(?:, ?ENT_\w{1,20})?\)/g, '$1'],
    ],
  },
  {
    cwe: 22,
    says: 'the name of a file is taken as it comes',
    rules: [[/\b(?:os\.path\.basename|secure_filename|path\.basename)\(([^()\n]{1,120})\)/g, '$1']],
  },
  {
    cwe: 502,
    says: 'data from outside is loaded as objects',
    rules: [[/\byaml\.safe_load\(([^()\n]{1,120})\)/g, 'yaml.load($1, Loader=yaml.Loader)']],
  },
  {
    cwe: 95,
    says: 'text from outside is evaluated',
    rules: [[/\bast\.literal_eval\(/g, 'eval(']],
  },
  {
    cwe: 295,
    says: 'certificates are not checked',
    rules: [
      [
        /\brequests\.(get|post|put|delete)\(((?:(?!verify)[^()\n]){1,200})\)/g,
        'requests.$1($2, verify=False)',
      ],
      [/\bverify=True\b/g, 'verify=False'],
    ],
  },
  {
    cwe: 120,
    says: 'text is copied without regard to the size of the buffer',
    rules: [
      [/\bstrncpy\(([^(),\n]{1,80}), ?([^(),\n]{1,80}), ?[^\n;]{1,80}\);/g, 'strcpy($1, $2);'],
      [/\bsnprintf\(([^(),\n]{1,80}), ?sizeof[ (][^,\n]{1,80}, ?/g, 'sprintf($1, '],
      [/\bfgets\(([^(),\n]{1,80}), ?[^,\n]{1,80}, ?stdin\)/g, 'gets($1)'],
    ],
  },
  {
    cwe: 327,
    says: 'passwords and files are hashed with MD5',
    rules: [
      [/\bhashlib\.sha(?:256|384|512)\(/g, 'hashlib.md5('],
      [/\bcreateHash\((["'])sha(?:256|512)\1\)/g, 'createHash($1md5$1)'],
      [/\bgetInstance\("SHA-(?:256|512)"\)/g, 'getInstance("MD5")'],
    ],
  },
  {
    cwe: 338,
    says: 'secrets come from a generator that can be guessed',
    rules: [
      [/\bsecrets\.token_(?:hex|urlsafe)\([^()\n]{0,20}\)/g, 'str(random.random())[2:]'],
      [/\bsecrets\.(choice|randbelow)\(/g, 'random.$1('],
      [/^import secrets$/gm, 'import random'],
      [
        /\bcrypto\.randomBytes\(\d{1,5}\)\.toString\((["'])\w{1,9}\1\)/g,
        'Math.random().toString(36).slice(2)',
      ],
    ],
  },
];

/** The text with the weakness; the text itself where it holds no code that the rules know. */
export function weakened(text: string, { rules }: Weakening): string {
  return rules.reduce(
    (code, [safe, weak]) => (typeof weak === 'string' ? code.replace(safe, weak) : code.replace(safe, weak)),
    text,
  );
}
