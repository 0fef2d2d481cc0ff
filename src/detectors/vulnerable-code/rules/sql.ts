// SQL whose text is put together from values (CWE-89).
import { inEach, lastOf, type Rule, type Verdict } from '../rule.ts';
import type { Language } from '../syntax.ts';
import { clean, given, input, unknown, type Value } from '../values.ts';

const sinks = [
  ...'execute executemany executescript raw text read_sql read_sql_query fetch fetchrow query run all'.split(
    ' ',
  ),
  ...'each prepare $queryRawUnsafe $executeRawUnsafe fetchval executeQuery executeUpdate'.split(' '),
  ...'executeLargeUpdate addBatch prepareStatement createQuery createNativeQuery queryForObject'.split(' '),
  ...'queryForList queryForMap update createSQLQuery Query QueryRow Exec QueryContext QueryRowContext'.split(
    ' ',
  ),
  ...'ExecContext Raw Prepare Get Select mysqli_query mysql_query pg_query multi_query'.split(' '),
  ...'mysqli_multi_query exec select statement sqlite3_exec sqlite3_prepare_v2 PQexec sqlite_query'.split(
    ' ',
  ),
  ...'mysql_real_query get real_query prepare_query sqlite3_prepare sqlsrv_query QueryRowx Queryx'.split(' '),
  ...'NamedExec unsafe'.split(' '),
];
const isSink = new Set(sinks);

const statement =
  /^[\s(]*(?:select\s[^]{0,1500}?(?:from\b|\0)|insert\s+(?:ignore\s+)?into\b|update\s+\S+\s+set\b|delete\s+from\b|with\s+\w+\s+as\b|replace\s+into\b|merge\s+into\b|(?:drop|truncate|alter|create)\s+(?:table|database|user|index|view)\b|exec(?:ute)?\s+\w+|call\s+\w+|grant\s)/i;
/** Where a text of code begins, with a quote, behind a hole or a heredoc's name; then white space and the first word of `statement`. */
const begins =
  /(?:["'`}]|%\w|\)[sd]|\$[\w>[\]'-]+|<<<['"]?\w+['"]?)(?:[\s(]|\\+[nrt])*(select|insert|update|delete|with|replace|merge|drop|truncate|alter|create|exec(?:ute)?|call|grant)\b/gi;
const thing = /table|database|user|index|view/i;
/** What must stand elsewhere in the code for some of these words. */
const goesOn: ReadonlyMap<string, RegExp> = new Map([
  ['insert', /into/i],
  ['replace', /into/i],
  ['merge', /into/i],
  ['update', /\bset\b/i],
  ['delete', /from/i],
  ['with', /\bas\b/i],
  ['drop', thing],
  ['truncate', thing],
  ['alter', thing],
  ['create', thing],
]);

/** A text of it may be the beginning of a statement. A word that is itself put together of pieces is not looked for. */
function holdsStatement(code: string): boolean {
  const words = new Set<string>();
  for (const found of code.matchAll(begins)) words.add(found[1].toLowerCase());
  for (const word of words) if (goesOn.get(word)?.test(code) ?? true) return true;
  return false;
}

const languages: readonly Language[] = ['python', 'javascript', 'java', 'go', 'php', 'c'];

const boundAt = /\?|%s|%\(\w+\)s|[:@$]\w+|\$\d/;
/** What stands before the name of a table, a column or a direction, which no driver can bind. */
const beforeName =
  /(?:\b(?:from|join|into|update|table|by|exists|database|select|asc|desc|set|where|and|or|index|on|view|user)\s+|,\s*)["`[]?(?:\w+\.)?$|\($|\.$/i;
const beforeValue =
  /(?:[=<>]|\blike|\bvalues\s*\([^)]*|\bin\s*\(|\bbetween|\band|\blimit|\boffset|\bilike|\|\|)\s*$|['%]$/i;
const placeholders = /placeholder|question|mark|param|bind|wildcard|holes/i;

function verdictOf(value: Value, bound: boolean): Verdict | undefined {
  let before = '';
  let handled = false;
  for (const piece of value) {
    if (typeof piece === 'string') {
      before += piece;
      continue;
    }
    const { level, node } = piece;
    const named = node.kind === 'name' ? node.name : node.kind === 'member' ? node.name : '';
    const quoted = /['"]%?$/.test(before);
    const asValue = beforeValue.test(before) && !/\bin\s*\($/i.test(before);
    if (level === clean) handled = true;
    else if (level === unknown ? (quoted || asValue) && !placeholders.test(named) : level >= given) {
      const name =
        !quoted && !asValue && beforeName.test(before) && !/\b(?:where|and|or|in\s*\()\s*$/i.test(before);
      if (level === input || !name) return 'unsafe';
    }
    before += '\0';
  }
  return bound || handled ? 'safe' : undefined;
}

export const sql: readonly Rule[] = [
  {
    id: 'sql-injection',
    cwe: 89,
    name: 'SQL injection',
    languages,
    words: sinks.map((sink) => sink.replace('$', '')),
    needs: inEach(languages, holdsStatement),
    says: 'The text of an SQL statement is put together from values, so that a value can change what the statement does.',
    instead: 'Bind values with placeholders, e.g. `execute("... WHERE id = ?", (id,))`.',
    look(node, look) {
      if (node.kind !== 'call' || !isSink.has(lastOf(look.path(node.callee)))) return undefined;
      for (const [i, { value: arg }] of node.args.slice(0, 3).entries()) {
        if (arg.kind === 'function' || (arg.kind === 'constant' && node.args.length > 1)) continue;
        const value = look.value(arg);
        const text = value.map((p) => (typeof p === 'string' ? p : '\0')).join('');
        if (!statement.test(text)) continue;
        const bound = boundAt.test(text) || node.args.length > i + 2;
        return verdictOf(value, bound);
      }
      return undefined;
    },
    unsafe: [
      ['python', 'def f(cur, name):\n    cur.execute("SELECT * FROM users WHERE name = \'%s\'" % name)'],
      [
        'python',
        'def f(cur, name):\n    q = f"SELECT * FROM users WHERE name = \'{name}\'"\n    cur.execute(q)',
      ],
      ['python', 'def f(cur, a):\n    cur.execute("DELETE FROM t WHERE a = {}".format(a))'],
      [
        'python',
        'def f(cur, a):\n    q = "SELECT a FROM t"\n    q += " WHERE a = \'" + a + "\'"\n    cur.execute(q)',
      ],
      [
        'javascript',
        'app.get("/u", (req, res) => { db.query(`SELECT * FROM u WHERE id = ${req.query.id}`, done) })',
      ],
      [
        'javascript',
        'async function f(id) { const q = "SELECT * FROM u WHERE id = " + id; return pool.query(q) }',
      ],
      [
        'java',
        'ResultSet f(Statement s, String n) throws SQLException { return s.executeQuery("SELECT * FROM u WHERE n = \'" + n + "\'"); }',
      ],
      [
        'go',
        'func f(db *sql.DB, n string) { q := fmt.Sprintf("SELECT * FROM u WHERE n = \'%s\'", n); db.Query(q) }',
      ],
      ['php', '<?php $id = $_GET["id"]; $r = mysqli_query($conn, "SELECT * FROM u WHERE id = $id");'],
      [
        'php',
        '<?php function f($pdo, $n) { return $pdo->query("SELECT * FROM u WHERE n = \'" . $n . "\'"); }',
      ],
      [
        'c',
        'void f(sqlite3 *db, char *n) { char q[200]; sprintf(q, "SELECT * FROM u WHERE n = \'%s\'", n); sqlite3_exec(db, q, 0, 0, 0); }',
      ],
      [
        'c',
        'void f(Db *db, const std::string &n) { std::string q = "SELECT * FROM u WHERE n = \'" + n + "\'"; db->execute(q); }',
      ],
    ],
    safe: [
      ['python', 'def f(cur, name):\n    cur.execute("SELECT * FROM users WHERE name = %s", (name,))'],
      [
        'python',
        'def f(cur, ids):\n    marks = ", ".join("?" * len(ids))\n    cur.execute(f"SELECT * FROM t WHERE id IN ({marks})", ids)',
      ],
      [
        'python',
        'def f(cur, ids):\n    marks = ",".join(["%s"] * len(ids))\n    cur.execute("SELECT * FROM t WHERE id IN (" + marks + ")", ids)',
      ],
      ['python', 'TABLE = "t"\ndef f(cur, a):\n    cur.execute(f"SELECT a FROM {TABLE} WHERE a = ?", (a,))'],
      [
        'python',
        'def f(cur, order):\n    if order not in ("a", "b"):\n        raise ValueError(order)\n    cur.execute(f"SELECT a FROM t WHERE b = ? ORDER BY {order}", (1,))',
      ],
      ['javascript', 'async function f(id) { return pool.query("SELECT * FROM u WHERE id = $1", [id]) }'],
      [
        'javascript',
        'async function f(ids) { const q = ids.map(() => "?").join(","); return db.all(`SELECT * FROM u WHERE id IN (${q})`, ids) }',
      ],
      [
        'java',
        'void f(Connection c, String n) throws SQLException { PreparedStatement p = c.prepareStatement("SELECT * FROM u WHERE n = ?"); p.setString(1, n); }',
      ],
      [
        'java',
        'void f(Statement s, int n) throws SQLException { s.executeQuery("SELECT * FROM u WHERE n = " + n); }',
      ],
      ['go', 'func f(db *sql.DB, n string) { db.Query("SELECT * FROM u WHERE n = $1", n) }'],
      ['php', '<?php $s = $pdo->prepare("SELECT * FROM u WHERE id = ?"); $s->execute([$_GET["id"]]);'],
      ['php', '<?php $id = (int) $_GET["id"]; mysqli_query($c, "SELECT * FROM u WHERE id = $id");'],
      [
        'c',
        'void f(sqlite3 *db, char *n) { sqlite3_stmt *s; sqlite3_prepare_v2(db, "SELECT * FROM u WHERE n = ?", -1, &s, 0); }',
      ],
    ],
  },
];
