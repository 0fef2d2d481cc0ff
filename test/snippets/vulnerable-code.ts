// A table of code written to try the rules of vulnerable-code, and not to make them: other styles, longer functions and
// other libraries than the rules' own examples. `unsafe` names the weakness that is there; safe code does the same well.
import type { Language } from '../../src/detectors/vulnerable-code/syntax.ts';

export interface Snippet {
  readonly cwe: number;
  readonly language: Language;
  readonly unsafe: boolean;
  readonly code: string;
}

const table: [number, Language, boolean, string][] = [
  // SQL
  [
    89,
    'python',
    true,
    `import sqlite3

class UserRepository:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def find_by_email(self, email):
        cursor = self.conn.cursor()
        sql = (
            "SELECT id, name "
            "FROM users "
            "WHERE email = '" + email + "'"
        )
        return cursor.execute(sql).fetchone()
`,
  ],
  [
    89,
    'python',
    false,
    `import sqlite3

class UserRepository:
    def __init__(self, path):
        self.conn = sqlite3.connect(path)

    def find_by_email(self, email):
        cursor = self.conn.cursor()
        sql = (
            "SELECT id, name "
            "FROM users "
            "WHERE email = :email"
        )
        return cursor.execute(sql, {"email": email}).fetchone()
`,
  ],
  [
    89,
    'python',
    true,
    `async def get_orders(pool, customer: str, status: str):
    clauses = [f"customer = '{customer}'"]
    if status:
        clauses.append(f"status = '{status}'")
    where = " AND ".join(clauses)
    async with pool.acquire() as connection:
        return await connection.fetch(f"SELECT * FROM orders WHERE {where}")
`,
  ],
  [
    89,
    'python',
    false,
    `async def get_orders(pool, customer, status):
    clauses, values = ["customer = $1"], [customer]
    if status:
        clauses.append("status = $2")
        values.append(status)
    where = " AND ".join(clauses)
    async with pool.acquire() as connection:
        return await connection.fetch(f"SELECT * FROM orders WHERE {where}", *values)
`,
  ],
  [
    89,
    'python',
    true,
    `from sqlalchemy import text

def delete_user(session, username):
    session.execute(text("DELETE FROM users WHERE username = '%s'" % username))
    session.commit()
`,
  ],
  [
    89,
    'python',
    false,
    `from django.db import connection

def top_products(limit):
    columns = ["id", "name", "price"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(columns) + " FROM product ORDER BY price LIMIT %s", [limit])
        return cursor.fetchall()
`,
  ],
  [
    89,
    'javascript',
    true,
    `router.post('/login', async (req, res) => {
  const { username, password } = req.body;
  const sql = "SELECT * FROM accounts WHERE username = '" + username + "' AND password = '" + password + "'";
  connection.query(sql, (err, results) => {
    if (err) throw err;
    res.json({ ok: results.length > 0 });
  });
});`,
  ],
  [
    89,
    'javascript',
    false,
    `router.post('/login', async (req, res) => {
  const { username } = req.body;
  const sql = 'SELECT * FROM accounts WHERE username = ?';
  connection.query(sql, [username], (err, results) => {
    if (err) throw err;
    res.json({ ok: results.length > 0 });
  });
});`,
  ],
  [
    89,
    'javascript',
    true,
    `export class ProductService {
  constructor(private readonly db: Pool) {}
  async search(term: string): Promise<Product[]> {
    const { rows } = await this.db.query(\`SELECT * FROM products WHERE name ILIKE '%\${term}%'\`);
    return rows;
  }
}`,
  ],
  [
    89,
    'javascript',
    false,
    `export class ProductService {
  async byId(id: string) {
    return this.prisma.$queryRaw\`SELECT * FROM products WHERE id = \${id}\`;
  }
}`,
  ],
  [
    89,
    'java',
    true,
    `public class UserDao {
    private final DataSource ds;
    public User find(String name) throws SQLException {
        StringBuilder sb = new StringBuilder("SELECT * FROM users WHERE 1=1");
        if (name != null) {
            sb.append(" AND name = '").append(name).append("'");
        }
        try (Connection c = ds.getConnection(); Statement st = c.createStatement()) {
            ResultSet rs = st.executeQuery(sb.toString());
            return rs.next() ? map(rs) : null;
        }
    }
}`,
  ],
  [
    89,
    'java',
    false,
    `public List<User> find(String name) {
    String sql = "SELECT * FROM users WHERE name = ?";
    return jdbcTemplate.query(sql, new Object[]{name}, new UserMapper());
}`,
  ],
  [
    89,
    'java',
    true,
    `@GetMapping("/orders")
public List<Order> orders(@RequestParam String customer) {
    String jpql = String.format("SELECT o FROM Order o WHERE o.customer = '%s'", customer);
    return entityManager.createQuery(jpql, Order.class).getResultList();
}`,
  ],
  [
    89,
    'go',
    true,
    `func (r *Repo) FindUser(ctx context.Context, email string) (*User, error) {
	query := "SELECT id, email FROM users WHERE email = '" + email + "'"
	row := r.db.QueryRowContext(ctx, query)
	var u User
	if err := row.Scan(&u.ID, &u.Email); err != nil {
		return nil, err
	}
	return &u, nil
}`,
  ],
  [
    89,
    'go',
    false,
    `func (r *Repo) FindUser(ctx context.Context, email string) (*User, error) {
	const query = "SELECT id, email FROM users WHERE email = $1"
	row := r.db.QueryRowContext(ctx, query, email)
	var u User
	return &u, row.Scan(&u.ID, &u.Email)
}`,
  ],
  [
    89,
    'php',
    true,
    `class Blog {
    public function post($slug) {
        $sql = sprintf("SELECT * FROM posts WHERE slug = '%s'", $slug);
        return $this->db->query($sql)->fetch_assoc();
    }
}`,
  ],
  [
    89,
    'php',
    false,
    `class Blog {
    public function post(string $slug) {
        $stmt = $this->db->prepare("SELECT * FROM posts WHERE slug = ?");
        $stmt->bind_param("s", $slug);
        $stmt->execute();
        return $stmt->get_result()->fetch_assoc();
    }
}`,
  ],
  [
    89,
    'c',
    true,
    `int login(MYSQL *conn, const char *user, const char *pass) {
    char query[512];
    snprintf(query, sizeof(query), "SELECT id FROM users WHERE name='%s' AND pass='%s'", user, pass);
    if (mysql_query(conn, query)) return -1;
    return 0;
}`,
  ],
  [
    89,
    'c',
    false,
    `int by_id(MYSQL *conn, int id) {
    char query[128];
    snprintf(query, sizeof(query), "SELECT name FROM users WHERE id=%d", id);
    return mysql_query(conn, query);
}`,
  ],
  // commands and code
  [
    78,
    'python',
    true,
    `from flask import Flask, request
import subprocess
app = Flask(__name__)

@app.route("/lookup")
def lookup():
    domain = request.args.get("domain")
    output = subprocess.check_output("nslookup {}".format(domain), shell=True)
    return output
`,
  ],
  [
    78,
    'python',
    false,
    `import subprocess

def convert(source, target):
    command = ["ffmpeg", "-i", source, target]
    subprocess.check_call(command)
`,
  ],
  [
    78,
    'python',
    true,
    `import os

def backup(directory, archive):
    cmd = f"tar czf {archive} {directory}"
    status = os.system(cmd)
    if status != 0:
        raise RuntimeError("backup failed")
`,
  ],
  [
    78,
    'javascript',
    true,
    `import { execSync } from 'node:child_process';

export function gitLog(branch) {
  return execSync('git log --oneline ' + branch).toString();
}`,
  ],
  [
    78,
    'javascript',
    false,
    `import { spawn } from 'node:child_process';

export function gitLog(branch) {
  return spawn('git', ['log', '--oneline', '--', branch]);
}`,
  ],
  [
    78,
    'php',
    true,
    `<?php
$file = $_POST['file'];
system("convert uploads/$file -resize 50% thumb.png");`,
  ],
  [
    78,
    'php',
    false,
    `<?php
$file = escapeshellarg($_POST['file']);
system("convert $file -resize 50% thumb.png");`,
  ],
  [
    78,
    'go',
    true,
    `func Ping(w http.ResponseWriter, r *http.Request) {
	host := r.URL.Query().Get("host")
	out, err := exec.Command("bash", "-c", fmt.Sprintf("ping -c 3 %s", host)).CombinedOutput()
	if err != nil {
		http.Error(w, err.Error(), 500)
		return
	}
	w.Write(out)
}`,
  ],
  [
    78,
    'java',
    true,
    `public String ping(HttpServletRequest request) throws IOException {
    String host = request.getParameter("host");
    String[] cmd = {"/bin/sh", "-c", "ping -c 1 " + host};
    Process p = Runtime.getRuntime().exec(cmd);
    return read(p.getInputStream());
}`,
  ],
  [
    78,
    'c',
    true,
    `int main(int argc, char *argv[]) {
    char command[256] = "cat ";
    strncat(command, argv[1], sizeof(command) - 5);
    return system(command);
}`,
  ],
  [
    94,
    'python',
    true,
    `def calculate():
    expression = input("Enter an expression: ")
    result = eval(expression)
    print("Result:", result)
`,
  ],
  [
    94,
    'python',
    false,
    `import ast
import operator

def calculate(expression):
    tree = ast.parse(expression, mode="eval")
    return walk(tree.body)
`,
  ],
  [
    94,
    'javascript',
    true,
    `app.get('/compute', (req, res) => {
  const formula = req.query.formula;
  const result = eval(formula);
  res.send({ result });
});`,
  ],
  // pages
  [
    79,
    'javascript',
    true,
    `const params = new URLSearchParams(window.location.search);
const name = params.get('name');
document.querySelector('#greeting').innerHTML = 'Welcome, ' + name + '!';`,
  ],
  [
    79,
    'javascript',
    false,
    `const params = new URLSearchParams(window.location.search);
const name = params.get('name');
document.querySelector('#greeting').textContent = 'Welcome, ' + name + '!';`,
  ],
  [
    79,
    'javascript',
    false,
    `function render(items) {
  const list = document.createElement('ul');
  for (const item of items) {
    const li = document.createElement('li');
    li.textContent = item.title;
    list.appendChild(li);
  }
  document.body.innerHTML = '';
  document.body.appendChild(list);
}`,
  ],
  [
    79,
    'python',
    true,
    `@app.get("/search")
def search():
    q = request.args.get("q", "")
    html = "<p>Results for: {}</p>".format(q)
    return html
`,
  ],
  [
    79,
    'python',
    false,
    `from markupsafe import escape

@app.get("/search")
def search():
    q = request.args.get("q", "")
    return "<p>Results for: {}</p>".format(escape(q))
`,
  ],
  [
    79,
    'php',
    true,
    `<?php
$comment = $_POST['comment'];
echo "<div class='comment'>$comment</div>";`,
  ],
  [
    79,
    'php',
    false,
    `<?php
$comment = $_POST['comment'];
echo "<div class='comment'>" . htmlspecialchars($comment, ENT_QUOTES, 'UTF-8') . "</div>";`,
  ],
  [
    79,
    'java',
    true,
    `protected void doGet(HttpServletRequest req, HttpServletResponse resp) throws IOException {
    PrintWriter out = resp.getWriter();
    String user = req.getParameter("user");
    out.println("<p>Hello " + user + "</p>");
}`,
  ],
  // files
  [
    22,
    'python',
    true,
    `@app.route("/download/<filename>")
def download(filename):
    return send_file(f"/var/data/{filename}")
`,
  ],
  [
    22,
    'python',
    false,
    `@app.route("/download/<filename>")
def download(filename):
    return send_from_directory("/var/data", filename)
`,
  ],
  [
    22,
    'javascript',
    true,
    `app.get('/docs/:name', (req, res) => {
  const file = path.join(__dirname, 'docs', req.params.name);
  res.sendFile(file);
});`,
  ],
  [
    22,
    'javascript',
    false,
    `app.get('/docs/:name', (req, res) => {
  const root = path.resolve('docs');
  const file = path.resolve(root, req.params.name);
  if (!file.startsWith(root + path.sep)) return res.sendStatus(403);
  res.sendFile(file);
});`,
  ],
  [
    22,
    'java',
    true,
    `@GetMapping("/file")
public byte[] file(@RequestParam String name) throws IOException {
    File f = new File("/opt/files/" + name);
    return Files.readAllBytes(f.toPath());
}`,
  ],
  [
    22,
    'go',
    true,
    `func serve(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("file")
	data, err := os.ReadFile(filepath.Join("./public", name))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Write(data)
}`,
  ],
  [
    22,
    'python',
    false,
    `def read_lines(path):
    lines = []
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            lines.append(line.strip())
    return lines
`,
  ],
  // objects, crypto, secrets
  [
    502,
    'python',
    true,
    `import pickle
from flask import request

@app.route("/restore", methods=["POST"])
def restore():
    state = pickle.loads(request.data)
    return str(state)
`,
  ],
  [
    502,
    'python',
    false,
    `import pickle

def save(model):
    with open("model.pkl", "wb") as f:
        pickle.dump(model, f)

def load():
    with open("model.pkl", "rb") as f:
        return pickle.load(f)
`,
  ],
  [
    502,
    'java',
    true,
    `public class Sessions {
    public Session read(byte[] bytes) throws Exception {
        try (ObjectInputStream ois = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (Session) ois.readObject();
        }
    }
}`,
  ],
  [
    327,
    'python',
    true,
    `import hashlib

class Account:
    def set_password(self, raw):
        self.password_hash = hashlib.sha1(raw.encode("utf-8")).hexdigest()
`,
  ],
  [
    327,
    'python',
    false,
    `import hashlib

def file_digest(path):
    digest = hashlib.md5()
    with open(path, "rb") as f:
        for chunk in iter(lambda: f.read(8192), b""):
            digest.update(chunk)
    return digest.hexdigest()
`,
  ],
  [
    327,
    'javascript',
    true,
    `function encrypt(text, key) {
  const cipher = crypto.createCipheriv('aes-128-ecb', key, null);
  return cipher.update(text, 'utf8', 'hex') + cipher.final('hex');
}`,
  ],
  [
    338,
    'python',
    true,
    `import random

def generate_otp():
    digits = "0123456789"
    otp = ""
    for i in range(6):
        otp += digits[random.randint(0, 9)]
    return otp
`,
  ],
  [
    338,
    'javascript',
    false,
    `function pickColour(colours) {
  return colours[Math.floor(Math.random() * colours.length)];
}`,
  ],
  [
    338,
    'java',
    true,
    `public class TokenGenerator {
    private final Random random = new Random();
    public String generate() {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            token.append(Integer.toHexString(random.nextInt(16)));
        }
        return token.toString();
    }
}`,
  ],
  [
    798,
    'python',
    true,
    `import psycopg2

def connect():
    return psycopg2.connect(host="db.internal", user="app", password="p9!kQz71vv")
`,
  ],
  [
    798,
    'python',
    false,
    `import os
import psycopg2

def connect():
    return psycopg2.connect(host="db.internal", user="app", password=os.environ["DB_PASSWORD"])
`,
  ],
  // transport
  [
    295,
    'python',
    true,
    `import requests

session = requests.Session()
session.verify = False
response = session.get("https://internal.example.org/api")
`,
  ],
  [
    295,
    'go',
    true,
    `func client() *http.Client {
	tr := &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}
	return &http.Client{Transport: tr}
}`,
  ],
  [
    295,
    'javascript',
    false,
    `const res = await axios.get(url, { httpsAgent: new https.Agent({ ca: fs.readFileSync('ca.pem') }) });`,
  ],
  [
    918,
    'python',
    true,
    `@app.route("/fetch")
def fetch_url():
    target = request.args["url"]
    response = requests.get(target, timeout=5)
    return response.text
`,
  ],
  [
    918,
    'javascript',
    true,
    `app.post('/preview', async (req, res) => {
  const { url } = req.body;
  const response = await axios.get(url);
  res.send(response.data);
});`,
  ],
  [
    918,
    'python',
    false,
    `import requests

def weather(city):
    response = requests.get("https://api.weather.example/v1/current", params={"q": city}, timeout=10)
    response.raise_for_status()
    return response.json()
`,
  ],
  [
    601,
    'python',
    true,
    `@app.route("/login", methods=["POST"])
def login():
    next_url = request.form.get("next")
    if authenticate(request.form):
        return redirect(next_url)
    return "denied", 401
`,
  ],
  // C
  [
    120,
    'c',
    true,
    `struct user { char name[32]; int age; };

void set_name(struct user *u, const char *name) {
    strcpy(u->name, name);
}`,
  ],
  [
    120,
    'c',
    false,
    `struct user { char name[32]; int age; };

void set_name(struct user *u, const char *name) {
    strncpy(u->name, name, sizeof(u->name) - 1);
    u->name[sizeof(u->name) - 1] = '\\0';
}`,
  ],
  [
    120,
    'c',
    true,
    `int main(void) {
    char word[10];
    printf("word: ");
    scanf("%s", word);
    printf("%s\\n", word);
    return 0;
}`,
  ],
  [
    120,
    'c',
    false,
    `#include <string>
#include <iostream>
std::string greet(const std::string &name) {
    std::string out = "Hello, ";
    out += name;
    return out;
}`,
  ],
  [
    134,
    'c',
    true,
    `void log_message(const char *message) {
    FILE *f = fopen("app.log", "a");
    fprintf(f, message);
    fclose(f);
}`,
  ],
  [
    416,
    'c',
    true,
    `void reset(struct session *s) {
    free(s->buffer);
    free(s);
    s->active = 0;
}`,
  ],
  [
    611,
    'java',
    true,
    `public Document parse(InputStream input) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    DocumentBuilder builder = factory.newDocumentBuilder();
    return builder.parse(input);
}`,
  ],
  [
    434,
    'javascript',
    true,
    `app.post('/upload', (req, res) => {
  const file = req.files.avatar;
  file.mv('./public/uploads/' + file.name, () => res.send('ok'));
});`,
  ],
  [
    352,
    'java',
    true,
    `@Bean
public SecurityFilterChain chain(HttpSecurity http) throws Exception {
    http.csrf(csrf -> csrf.disable()).authorizeHttpRequests(a -> a.anyRequest().authenticated());
    return http.build();
}`,
  ],
  [
    732,
    'python',
    true,
    `import os

def save_key(path, key):
    with open(path, "w") as f:
        f.write(key)
    os.chmod(path, 0o666)
`,
  ],
  [
    489,
    'python',
    true,
    `if __name__ == "__main__":
    application.run(port=8080, debug=True)
`,
  ],
  [
    377,
    'python',
    true,
    `from tempfile import mktemp

def scratch():
    name = mktemp(suffix=".log")
    return open(name, "w")
`,
  ],
  [
    347,
    'python',
    true,
    `import jwt

def user_of(token):
    claims = jwt.decode(token, "", algorithms=["HS256"], options={"verify_signature": False})
    return claims["sub"]
`,
  ],
];

export const snippets: readonly Snippet[] = table.map(([cwe, language, unsafe, code]) => ({
  cwe,
  language,
  unsafe,
  code,
}));
