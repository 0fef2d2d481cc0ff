// Input that decides which file is opened (CWE-22) or stored (CWE-434), rights that are too wide (CWE-732) and names of
// temporary files that others can guess (CWE-377).
import { matchesAll, inEach, lastOf, type Rule, type Verdict } from '../rule.ts';
import { given, harmless, input, levelOf, type Value } from '../values.ts';

const opens =
  /^(?:open|codecs\.open|io\.open|send_file|flask\.send_file|FileResponse|os\.(?:remove|unlink|open)|shutil\.(?:copy|move|rmtree)|(?:fs|promises|fsp|fs\.promises|fs\/promises)\.(?:readFile|readFileSync|writeFile|writeFileSync|createReadStream|createWriteStream|unlink|unlinkSync|open)|res\.(?:sendFile|download)|File|FileInputStream|FileReader|FileOutputStream|Files\.(?:read\w+|write\w*|newInputStream|copy|lines|delete)|os\.(?:Open|ReadFile|Create|Remove|OpenFile|WriteFile)|ioutil\.ReadFile|io\/ioutil\.ReadFile|http\.ServeFile|net\/http\.ServeFile|file_get_contents|fopen|readfile|unlink|include|file_put_contents|file|ifstream|ofstream|std\.ifstream)$/;
const plainly =
  /send_file|FileResponse|readFile|writeFile|create(?:Read|Write)Stream|sendFile|\bdownload\b|File(?:Input|Output)Stream|FileReader|\bFiles\b|ReadFile|ServeFile|file_get_contents|fopen|readfile|file_put_contents|[io]fstream|send_from_directory|(?:read|write)_(?:text|bytes)/;
/** A name of one common word is that of a call where a bracket follows, perhaps behind others, or of a whole module. */
const called =
  /\b(?:open|file|include|unlink|File)\b[\s)\]]*(?:[(<!`[]|\?\.|\/[*/])|(?:from|import|require\s*\()\s*['"`](?:open|file|include|unlink|File)\b/;
/** As in `import { open as o }`. */
const renamed = matchesAll(
  /\b(?:fs|fsp|promises|os|io|codecs|shutil)\b/,
  /\b(?:open|remove|unlink|unlinkSync|copy|move|rmtree|Open|Create|Remove|OpenFile)\b/,
);
/** A call whose name `opens` knows. */
const named = (code: string): boolean => plainly.test(code) || called.test(code) || renamed(code);

const onPath = /\.(?:read_text|read_bytes|open|unlink|write_text|write_bytes)$/;

/** A folder in front of a name that someone else chose. */
function below(value: Value): boolean {
  const at = value.findIndex((p) => typeof p !== 'string' && p.level > 0);
  return (
    at > 0 && /[/\\]$|^\/|uploads?|files?|static|docs|reports?|images?/.test(value.slice(0, at).join(''))
  );
}

const uploaded = /request\.files|\breq\.files?\b|_FILES|UploadFile/;

const mode = (text: string): number =>
  /^0o?[0-7]+$/i.test(text) ? parseInt(text.replace(/^0o?/i, ''), 8) : NaN;

const written = /^(?:0o?)[0-7]{3,4}$/i;

export const files: readonly Rule[] = [
  {
    id: 'path-traversal',
    cwe: 22,
    name: 'path traversal',
    languages: ['python', 'javascript', 'java', 'go', 'php', 'c'],
    words: [
      ...'open file send_file FileResponse remove unlink readFile readFileSync writeFile'.split(' '),
      ...'writeFileSync createReadStream sendFile download File FileInputStream FileReader'.split(' '),
      ...'Files Open ReadFile ServeFile file_get_contents fopen readfile include require'.split(' '),
      ...'file_put_contents read_text read_bytes ifstream send_from_directory rmtree'.split(' '),
      ...'unlinkSync Remove Create FileOutputStream write_bytes include_once require_once'.split(' '),
      ...'createWriteStream'.split(' '),
    ],
    needs: { python: named, javascript: named },
    says: 'A value chooses the path of a file, so that `../` in it reaches files elsewhere.',
    instead: 'Take its last part only, or resolve the path and check that it lies in the folder meant.',
    look(node, look): Verdict | undefined {
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      if (/(?:^|\.)send_from_directory$/.test(path))
        return node.args.some((a) => look.level(a.value) >= given) ? 'safe' : undefined;
      let at =
        path === 'http.ServeFile' || path === 'net/http.ServeFile'
          ? node.args[2]?.value
          : node.args[0]?.value;
      if (!opens.test(path)) {
        if (look.language !== 'python' || !onPath.test(path) || node.callee.kind !== 'member')
          return undefined;
        at = node.callee.of;
      } else if (look.language === 'java' && node.args.length > 1 && lastOf(path) === 'File') {
        const second = node.args[1].value;
        const own = look.level(second);
        return own >= given ? 'unsafe' : harmless(look.value(second)) ? 'safe' : undefined;
      }
      // A file made of another expression, as `new FileReader(new File(...))`, was looked at there.
      if (at?.kind === 'call' && opens.test(look.path(at.callee))) return undefined;
      const value = look.value(at);
      const level = levelOf(value);
      if (level >= input && !/^(?:input|argv)/.test(sourceOf(value))) return 'unsafe';
      if (level >= given && (below(value) || (look.handles && value.length > 0))) return 'unsafe';
      return harmless(value) && value.length > 0 && levelOf(value) === 0 && wasPath(value)
        ? 'safe'
        : undefined;
      function sourceOf(v: Value): string {
        const worst = v.find((p) => typeof p !== 'string' && p.level >= input);
        return typeof worst === 'object'
          ? look.path(worst.node) + (worst.node.kind === 'call' ? '' : '')
          : '';
      }
      function wasPath(v: Value): boolean {
        return (
          v.length > 1 ||
          /basename|secure_filename|realpath|resolve|startswith|startsWith|HasPrefix|Base|normalize/.test(
            look.code,
          )
        );
      }
    },
    unsafe: [
      ['python', '@app.route("/f")\ndef f():\n    return open("/srv/files/" + request.args["name"]).read()'],
      [
        'python',
        'import os\ndef f(name):\n    with open(os.path.join("uploads", name)) as h:\n        return h.read()',
      ],
      [
        'javascript',
        'app.get("/f", (req, res) => { fs.readFile("./files/" + req.query.name, (e, d) => res.send(d)) })',
      ],
      [
        'java',
        'void f(HttpServletRequest q) throws IOException { new FileInputStream("/srv/" + q.getParameter("n")); }',
      ],
      [
        'go',
        'func f(w http.ResponseWriter, r *http.Request) { d, _ := os.ReadFile("/srv/" + r.FormValue("n")); w.Write(d) }',
      ],
      ['php', '<?php include("pages/" . $_GET["page"] . ".php");'],
    ],
    safe: [
      [
        'python',
        'import os\n@app.route("/f")\ndef f():\n    return open("/srv/" + os.path.basename(request.args["name"])).read()',
      ],
      [
        'python',
        'import os\ndef f(name):\n    p = os.path.realpath(os.path.join("/srv/files", name))\n    if not p.startswith("/srv/files/"):\n        raise ValueError(name)\n    return open(p).read()',
      ],
      ['python', 'def f(path):\n    with open(path) as h:\n        return h.read()'],
      [
        'javascript',
        'app.get("/f", (req, res) => { fs.readFile("./files/" + path.basename(req.query.name), done) })',
      ],
      [
        'go',
        'func f(w http.ResponseWriter, r *http.Request) { os.ReadFile("/srv/" + filepath.Base(r.FormValue("n"))) }',
      ],
      ['php', '<?php readfile("pages/" . basename($_GET["page"]));'],
    ],
  },
  {
    id: 'unrestricted-upload',
    cwe: 434,
    name: 'unrestricted upload',
    languages: ['python', 'javascript', 'php'],
    words: ['save', 'move_uploaded_file', 'mv'],
    needs: {
      python: matchesAll(uploaded),
      javascript: matchesAll(uploaded),
      php: matchesAll(uploaded),
    },
    says: 'An uploaded file is stored under the name that its sender gave, whatever its kind.',
    instead: 'Check the kind against a list and give the file a name of your own.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      const last = lastOf(path);
      const to =
        path === 'move_uploaded_file'
          ? node.args[1]?.value
          : last === 'save' || last === 'mv'
            ? node.args[0]?.value
            : undefined;
      if (!to || !uploaded.test(look.code)) return undefined;
      const value = look.value(to);
      if (path === 'move_uploaded_file') {
        const checked =
          /pathinfo|in_array|mime_content_type|finfo|getimagesize|uniqid|random_bytes|bin2hex/.test(
            look.code,
          );
        return levelOf(value) >= input && !checked ? 'unsafe' : checked ? 'safe' : undefined;
      }
      if (levelOf(value) >= given && /\.(?:filename|name|originalname)\b/.test(look.code)) return 'unsafe';
      return harmless(value) ? 'safe' : undefined;
    },
    unsafe: [
      [
        'python',
        '@app.route("/up", methods=["POST"])\ndef up():\n    f = request.files["file"]\n    f.save(os.path.join("uploads", f.filename))\n    return "ok"',
      ],
      ['php', '<?php move_uploaded_file($_FILES["f"]["tmp_name"], "uploads/" . $_FILES["f"]["name"]);'],
    ],
    safe: [
      [
        'python',
        '@app.route("/up", methods=["POST"])\ndef up():\n    f = request.files["file"]\n    name = secure_filename(f.filename)\n    f.save(os.path.join("uploads", name))\n    return "ok"',
      ],
      [
        'php',
        '<?php if (in_array($ext, ["png"])) { move_uploaded_file($_FILES["f"]["tmp_name"], "uploads/" . bin2hex(random_bytes(8)) . ".png"); }',
      ],
    ],
  },
  {
    id: 'wide-permissions',
    cwe: 732,
    name: 'permissions for everybody',
    languages: ['python', 'javascript', 'go', 'php', 'c', 'java'],
    words: [
      ...'chmod chmodSync fchmod Chmod umask mkdir MkdirAll Mkdir makedirs'.split(' '),
      ...'PosixFilePermissions OpenFile WriteFile setWritable'.split(' '),
    ],
    needs: inEach(
      ['python', 'javascript', 'go', 'php', 'c', 'java'],
      matchesAll(/\b0o?[0-7]+\b|umask|setWritable|PosixFilePermissions/i),
    ),
    says: 'A file or folder is made writable for every user of the machine.',
    instead: 'Give it the narrowest mode that works, e.g. 0o600 or 0o750.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const last = lastOf(look.path(node.callee));
      if (last === 'setWritable') {
        const [a, b] = node.args.map((x) => (x.value.kind === 'constant' ? x.value.text : ''));
        return a === 'true' && b === 'false' ? 'unsafe' : undefined;
      }
      if (last === 'fromString' && /PosixFilePermissions/.test(look.path(node.callee))) {
        const text = node.args[0]?.value.kind === 'text' ? node.args[0].value.text : '';
        return /^.{7}w/.test(text) ? 'unsafe' : text !== '' ? 'safe' : undefined;
      }
      if (
        !/^(?:chmod|chmodSync|fchmod|Chmod|umask|mkdir|MkdirAll|Mkdir|makedirs|OpenFile|WriteFile)$/.test(
          last,
        )
      )
        return undefined;
      const constant = node.args
        .map((a) => a.value)
        .find((v) => v.kind === 'constant' && written.test(v.text));
      if (last === 'umask') {
        const zero = node.args[0]?.value;
        return zero?.kind === 'constant' && /^0(?:o?0+)?$/.test(zero.text)
          ? 'unsafe'
          : constant
            ? 'safe'
            : undefined;
      }
      if (constant?.kind !== 'constant') return undefined;
      return (mode(constant.text) & 0o002) > 0 ? 'unsafe' : 'safe';
    },
    unsafe: [
      ['python', 'import os\nos.chmod("/srv/key.pem", 0o777)'],
      ['javascript', 'fs.chmodSync("key.pem", 0o666)'],
      ['go', 'func f() { os.Chmod("key.pem", 0777) }'],
      ['c', 'void f() { chmod("key.pem", 0777); }'],
    ],
    safe: [
      ['python', 'import os\nos.chmod("/srv/key.pem", 0o600)'],
      ['go', 'func f() { os.MkdirAll("x", 0755) }'],
    ],
  },
  {
    id: 'guessable-temporary-file',
    cwe: 377,
    name: 'guessable temporary files',
    languages: ['python', 'c'],
    words: ['mktemp', 'tmpnam', 'tempnam', 'mkstemp', 'NamedTemporaryFile', 'TemporaryFile', 'tmpfile'],
    says: 'The name of a temporary file is made first and the file later: another program can be there in between.',
    instead: 'Make name and file in one step: `mkstemp`, `NamedTemporaryFile`.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const last = lastOf(look.path(node.callee));
      if (/^(?:mktemp|tmpnam|tempnam)$/.test(last)) return 'unsafe';
      return /^(?:mkstemp|NamedTemporaryFile|TemporaryFile|tmpfile)$/.test(last) ? 'safe' : undefined;
    },
    unsafe: [
      ['python', 'import tempfile\np = tempfile.mktemp(".txt")\nopen(p, "w").write("x")'],
      ['c', 'void f() { char *p = tmpnam(NULL); fopen(p, "w"); }'],
    ],
    safe: [
      ['python', 'import tempfile\nwith tempfile.NamedTemporaryFile() as h:\n    h.write(b"x")'],
      ['c', 'void f() { char p[] = "/tmp/aXXXXXX"; int d = mkstemp(p); }'],
    ],
  },
];
