import { describe, expect, it } from 'vitest';
import { weakened, weakenings } from './weakened-code.ts';

const pairs: readonly [number, string, string][] = [
  [
    89,
    'db.execute("SELECT a FROM t WHERE k = ?", (key,))',
    `db.execute("SELECT a FROM t WHERE k = '" + key + "'")`,
  ],
  [
    89,
    'q = "SELECT a FROM t WHERE k = %s LIMIT 1"\ncur.execute(q, (key,))',
    `q = "SELECT a FROM t WHERE k = '" + key + "' LIMIT 1"\ncur.execute(q)`,
  ],
  [89, 'db.execute("SELECT a FROM t WHERE k = ? AND l = ?", (k, l))', ''],
  [
    78,
    'subprocess.run(["ls", path], check=True)',
    'subprocess.run(" ".join(["ls", path]), shell=True, check=True)',
  ],
  [79, 'node.textContent = name;', 'node.innerHTML = name;'],
  [22, 'open(os.path.basename(name))', 'open(name)'],
  [502, 'yaml.safe_load(text)', 'yaml.load(text, Loader=yaml.Loader)'],
  [95, 'ast.literal_eval(text)', 'eval(text)'],
  [295, 'requests.get(url, timeout=9)', 'requests.get(url, timeout=9, verify=False)'],
  [120, 'strncpy(a, b, sizeof(a));', 'strcpy(a, b);'],
  [120, 'snprintf(a, sizeof(a), "%s", b);', 'sprintf(a, "%s", b);'],
  [120, 'fgets(a, sizeof(a), stdin)', 'gets(a)'],
  [327, 'hashlib.sha256(text)', 'hashlib.md5(text)'],
  [338, 'import secrets\nt = secrets.token_hex(16)', 'import random\nt = str(random.random())[2:]'],
];

describe('weakened', () => {
  it.each(pairs)('CWE-%i: %s', (cwe, safe, weak) => {
    const rule = weakenings.find((one) => one.cwe === cwe)!;
    expect(weakened(safe, rule)).toBe(weak === '' ? safe : weak);
  });

  it('is quick on long texts that nearly fit', () => {
    const hostile = [
      '"SELECT '.repeat(20_000),
      'q = "SELECT ?"'.repeat(8000),
      'requests.get('.repeat(9000),
      ' '.repeat(1e5),
    ];
    const start = performance.now();
    for (const text of hostile) for (const rule of weakenings) weakened(text, rule);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
