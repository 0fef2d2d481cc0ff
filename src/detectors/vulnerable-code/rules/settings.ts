// Protections that are switched off: against forged requests (CWE-352), and the debugger left on (CWE-489).
import { lastOf, type Rule } from '../rule.ts';
import type { Node } from '../syntax.ts';

const isFalse = (node: Node | undefined): boolean =>
  node?.kind === 'constant' && /^(?:false|0)$/i.test(node.text);
const isTrue = (node: Node | undefined): boolean =>
  node?.kind === 'constant' && /^(?:true|1)$/i.test(node.text);

export const settings: readonly Rule[] = [
  {
    id: 'forged-requests',
    cwe: 352,
    name: 'protection against forged requests switched off',
    languages: ['python', 'javascript', 'java'],
    words: ['csrf_exempt', 'csrf', 'WTF_CSRF_ENABLED', 'CSRFProtect', 'csrf_protect', 'csurf'],
    says: 'Other sites can act in the name of whoever is logged in, because the token is not asked for.',
    instead: 'Leave the protection on.',
    look(node, look) {
      if (look.language === 'python') {
        if (
          node.kind === 'function' &&
          node.marks.some((m) => m.kind === 'call' && look.path(m.callee).endsWith('csrf_exempt'))
        )
          return 'unsafe';
        if (
          node.kind === 'function' &&
          node.marks.some((m) => m.kind === 'call' && look.path(m.callee).endsWith('csrf_protect'))
        )
          return 'safe';
        if (node.kind === 'assign') {
          const key =
            node.target.kind === 'index' && node.target.index.kind === 'text'
              ? node.target.index.text
              : lastOf(look.path(node.target));
          if (key === 'WTF_CSRF_ENABLED') return isFalse(node.value) ? 'unsafe' : 'safe';
        }
        return node.kind === 'call' && /(?:^|\.)CSRFProtect$/.test(look.path(node.callee))
          ? 'safe'
          : undefined;
      }
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      if (look.language === 'java') {
        if (/(?:csrf\(\)|^csrf|\bc)\.disable$/.test(path)) return 'unsafe';
        if (lastOf(path) !== 'csrf') return undefined;
        const code = look.code.slice(node.from, node.to);
        return /AbstractHttpConfigurer::disable|CsrfConfigurer::disable/.test(code)
          ? 'unsafe'
          : /csrfTokenRepository/.test(look.code)
            ? 'safe'
            : undefined;
      }
      return /^(?:csurf|csrf|csrfProtection|lusca\.csrf)$/.test(path) ? 'safe' : undefined;
    },
    unsafe: [
      ['python', '@csrf_exempt\ndef transfer(request):\n    return pay(request.POST["to"])'],
      ['python', 'app.config["WTF_CSRF_ENABLED"] = False'],
      ['java', 'void configure(HttpSecurity http) throws Exception { http.csrf().disable(); }'],
    ],
    safe: [
      ['python', '@csrf_protect\ndef transfer(request):\n    return pay(request.POST["to"])'],
      ['javascript', 'app.use(csurf({ cookie: true }))'],
    ],
  },
  {
    id: 'debugger-left-on',
    cwe: 489,
    name: 'the debugger left on',
    languages: ['python', 'php'],
    words: ['debug', 'DEBUG', 'display_errors'],
    says: 'Whoever meets an error sees the code’s inside, and may run code of their own.',
    instead: 'Switch it on by the environment of the developer only.',
    look(node, look) {
      if (node.kind === 'call') {
        const path = look.path(node.callee);
        if (path === 'ini_set') {
          const [key, value] = node.args.map((a) => a.value);
          if (key?.kind !== 'text' || key.text !== 'display_errors') return undefined;
          return isTrue(value) || (value?.kind === 'text' && /^(?:1|on)$/i.test(value.text))
            ? 'unsafe'
            : 'safe';
        }
        if (look.language !== 'python' || !/(?:^|\.)(?:app|application|server|\w*app)\.run$/.test(path))
          return undefined;
        const debug = look.arg(node, 99, 'debug');
        return isTrue(debug) ? 'unsafe' : 'safe';
      }
      if (node.kind !== 'assign' || look.language !== 'python') return undefined;
      return look.path(node.target) === 'DEBUG' && node.value.kind === 'constant'
        ? isTrue(node.value)
          ? 'unsafe'
          : 'safe'
        : undefined;
    },
    unsafe: [
      ['python', 'app.run(host="0.0.0.0", debug=True)'],
      ['php', '<?php ini_set("display_errors", 1);'],
    ],
    safe: [['python', 'import os\napp.run(debug=os.environ.get("DEBUG") == "1")']],
  },
];
