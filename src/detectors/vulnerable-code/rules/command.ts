// Input that a shell (CWE-78) or the language itself (CWE-94) is made to run.
import { matchesAll, lastOf, type Rule } from '../rule.ts';
import { clean, given, harmless, pattern } from '../values.ts';

const shells = /^(?:\/bin\/|\/usr\/bin\/)?(?:sh|bash|zsh|cmd|cmd\.exe|powershell|powershell\.exe)$/;

/** Calls that hand their first argument to a shell whatever else they are given. */
const toShell: Readonly<Record<string, RegExp>> = {
  python:
    /^(?:os\.(?:system|popen)|commands\.get\w*|subprocess\.get(?:status)?output|asyncio\.create_subprocess_shell|popen2\.\w+)$/,
  javascript:
    /^(?:child_process|require\(\)|cp|childProcess|shell|shelljs)\.(?:exec|execSync)$|^(?:execAsync|execPromise|execSync)$/,
  java: /(?:getRuntime\(\)|runtime|rt)\.exec$/,
  php: /^(?:exec|system|shell_exec|passthru|popen|proc_open|pcntl_exec)$/,
  c: /^(?:system|popen|_popen|std\.system|execlp|WinExec)$/,
};

const yes = (text: string): boolean => /^(?:true|1)$/i.test(text);

export const command: readonly Rule[] = [
  {
    id: 'command-injection',
    cwe: 78,
    name: 'command injection',
    languages: ['python', 'javascript', 'java', 'go', 'php', 'c'],
    words: [
      ...'system popen subprocess exec execSync spawn spawnSync execFile execFileSync Command'.split(' '),
      ...'CommandContext shell_exec passthru proc_open ProcessBuilder getoutput'.split(' '),
      ...'create_subprocess_shell create_subprocess_exec _popen execAsync WinExec execv execvp'.split(' '),
      ...'promisify'.split(' '),
    ],
    needs: {
      javascript: matchesAll(
        /\bexec|spawn/,
        /child_process|childProcess|\bcp\b|\bshell|\brequire\b|execAsync|execPromise|execSync|spawn|execFile|promisify/,
      ),
    },
    says: 'A shell command is put together from values, so that a value can add commands of its own.',
    instead: 'Run the program without a shell and give it a list of arguments.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const { language } = look;
      const path = look.path(node.callee);
      const last = lastOf(path);
      const first = look.arg(node, 0, 'args');
      const value = look.value(first);
      const dangerous = look.level(first) >= given;
      if (language === 'python' && /^subprocess\.(?:run|call|Popen|check_output|check_call)$/.test(path)) {
        const shell = look.arg(node, 99, 'shell');
        const shelled = shell?.kind === 'constant' && yes(shell.text);
        if (shelled) return dangerous ? 'unsafe' : harmless(value) ? 'safe' : undefined;
        return first?.kind === 'list' || value.length > 1
          ? dangerous || harmless(value)
            ? 'safe'
            : undefined
          : undefined;
      }
      if (language === 'go' && /^(?:os\/)?exec\.Command(?:Context)?$/.test(path)) {
        const at = last === 'CommandContext' ? 1 : 0;
        const program = look.value(look.arg(node, at));
        const rest = node.args.slice(at + 1).some((a) => look.level(a.value) >= given);
        if (shells.test(pattern(program))) return rest ? 'unsafe' : undefined;
        return rest && look.level(look.arg(node, at)) === clean ? 'safe' : undefined;
      }
      const builds =
        last === 'command' ? /ProcessBuilder/.test(look.code) : node.made && last === 'ProcessBuilder';
      if (language === 'java' && builds) {
        const all = node.args.flatMap((a) => (a.value.kind === 'list' ? a.value.items : [a.value]));
        if (!all.some((n) => look.level(n) >= given)) return undefined;
        // An array filled one by one is a value whose pieces are its items.
        if (look.value(all[0]).some((item) => typeof item === 'string' && shells.test(item))) return 'unsafe';
        return all.length > 1 ? 'safe' : undefined;
      }
      if (language === 'javascript') {
        const ours = /child_process|^(?:spawn|execFile|cp\.|childProcess)/.test(path);
        if (ours && /^(?:spawn|spawnSync|execFile|execFileSync)$/.test(last)) {
          const shell = node.args.some(
            (a) =>
              a.value.kind === 'record' &&
              a.value.entries.some(
                (e) => e.key === 'shell' && e.value.kind === 'constant' && yes(e.value.text),
              ),
          );
          const list = node.args.slice(0, 2).some((a) => look.level(a.value) >= given);
          if (!list) return undefined;
          return shell || shells.test(pattern(value)) ? 'unsafe' : 'safe';
        }
        // util.promisify(exec) and its like are known by what they are called.
        const promised =
          /^(?:exec|run|sh)\w*$/.test(path) && /promisify\(\s*(?:\w+\.)?exec\s*\)/.test(look.code);
        if (promised && dangerous) return 'unsafe';
      }
      const named = toShell[language];
      if (!named?.test(path)) return undefined;
      if (language === 'java' && first && value.length < 2 && look.level(first) < given) return undefined;
      if (language === 'c' && last === 'execlp') return undefined;
      return dangerous ? 'unsafe' : harmless(value) ? 'safe' : undefined;
    },
    unsafe: [
      ['python', 'import os\ndef f(host):\n    os.system("ping -c 1 " + host)'],
      ['python', 'import subprocess\ndef f(host):\n    return subprocess.run(f"ping {host}", shell=True)'],
      ['python', 'from os import popen\ndef f(x):\n    return popen("ls %s" % x).read()'],
      [
        'javascript',
        'const { exec } = require("child_process");\nfunction f(host) { exec(`ping ${host}`, done) }',
      ],
      ['java', 'void f(String h) throws IOException { Runtime.getRuntime().exec("ping " + h); }'],
      [
        'java',
        'void f(String h) throws IOException { new ProcessBuilder("sh", "-c", "ping " + h).start(); }',
      ],
      [
        'java',
        'void f(String h) throws IOException { ProcessBuilder b = new ProcessBuilder(); b.command("bash", "-c", "ping " + h); b.start(); }',
      ],
      ['go', 'func f(h string) { exec.Command("sh", "-c", "ping "+h).Run() }'],
      ['php', '<?php $h = $_GET["h"]; echo shell_exec("ping " . $h);'],
      ['c', 'void f(const char *h) { char c[99]; snprintf(c, sizeof c, "ping %s", h); system(c); }'],
    ],
    safe: [
      ['python', 'import subprocess\ndef f(host):\n    return subprocess.run(["ping", "-c", "1", host])'],
      ['python', 'import os, shlex\ndef f(host):\n    os.system("ping " + shlex.quote(host))'],
      ['python', 'import os\nos.system("clear")'],
      [
        'javascript',
        'const { execFile } = require("child_process");\nfunction f(host) { execFile("ping", [host], done) }',
      ],
      ['javascript', 'function f(s) { return /a(b)/.exec(s) }'],
      ['java', 'void f(String h) throws IOException { new ProcessBuilder("ping", h).start(); }'],
      ['go', 'func f(h string) { exec.Command("ping", h).Run() }'],
      ['php', '<?php $h = escapeshellarg($_GET["h"]); echo shell_exec("ping " . $h);'],
      ['c', 'int main() { system("cls"); return 0; }'],
    ],
  },
  {
    id: 'code-injection',
    cwe: 94,
    name: 'code injection',
    languages: ['python', 'javascript', 'java', 'php'],
    words: [
      ...'eval exec Function setTimeout runInNewContext runInThisContext assert'.split(' '),
      ...'create_function literal_eval render_template_string include'.split(' '),
    ],
    needs: {
      python: matchesAll(/\b(?:eval|exec|literal_eval|render_template_string)\b/),
      javascript: matchesAll(/\b(?:eval|Function|setTimeout|setInterval)\b|\brunIn\w+Context\b/),
      java: matchesAll(/\beval\b/i),
      php: matchesAll(/\b(?:eval|assert|create_function)\b/i),
    },
    says: 'A value is run as code, so that whoever gives it decides what the program does.',
    instead:
      'Parse the value as data, e.g. `ast.literal_eval` or `JSON.parse`, or look the wanted action up in a table.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      const { language } = look;
      const first = look.arg(node, 0);
      const level = look.level(first);
      const runs =
        language === 'python'
          ? /^(?:eval|exec|builtins\.eval|builtins\.exec)$/.test(path)
          : language === 'javascript'
            ? /^(?:eval|window\.eval|globalThis\.eval|vm\.runIn\w+Context)$/.test(path) ||
              (path === 'Function' && level >= given)
            : language === 'java'
              ? /(?:engine|getEngineByName\(\))\.eval$/i.test(path)
              : /^(?:eval|assert|create_function)$/.test(path);
      if (runs) return level >= given ? 'unsafe' : undefined;
      if (language === 'python' && path === 'ast.literal_eval') return level >= given ? 'safe' : undefined;
      if (language === 'python' && /(?:^|\.)render_template_string$/.test(path))
        return level >= given ? 'unsafe' : node.args.length > 1 ? 'safe' : undefined;
      if (language === 'javascript' && /^(?:setTimeout|setInterval)$/.test(path) && first?.kind === 'join')
        return level >= given ? 'unsafe' : undefined;
      return undefined;
    },
    unsafe: [
      ['python', 'def f(expression):\n    return eval(expression)'],
      ['python', 'code = input("code: ")\nexec(code)'],
      ['python', 'def page(name):\n    return render_template_string("<h1>" + name + "</h1>")'],
      ['javascript', 'app.post("/calc", (req, res) => { res.json(eval(req.body.expression)) })'],
      ['javascript', 'const f = (body) => new Function("return " + body)();'],
      ['php', '<?php eval($_POST["code"]);'],
      ['java', 'Object f(ScriptEngine engine, String s) throws Exception { return engine.eval(s); }'],
    ],
    safe: [
      ['python', 'import ast\ndef f(expression):\n    return ast.literal_eval(expression)'],
      ['python', 'def f(model):\n    model.eval()\n    print(eval("1 + 2"))'],
      ['python', 'def page(name):\n    return render_template_string("<h1>{{ name }}</h1>", name=name)'],
      ['javascript', 'const f = (body) => JSON.parse(body);'],
      ['php', '<?php $f = ["a" => "b"]; echo $f[$_POST["x"]] ?? "";'],
    ],
  },
];
