// C calls that write past their buffer (CWE-120, 121, 787), formats that input decides (CWE-134) and memory used after it
// was given back (CWE-416).
import { lastOf, type Rule } from '../rule.ts';
import { given, harmless, levelOf, pattern } from '../values.ts';

export const memory: readonly Rule[] = [
  {
    id: 'buffer-overflow',
    cwe: 120,
    name: 'writes that may leave their buffer',
    languages: ['c'],
    words: [
      ...'gets strcpy strcat sprintf vsprintf scanf sscanf fscanf memcpy cin fgets strncpy'.split(' '),
      ...'snprintf strlcpy strncat stpcpy getline'.split(' '),
    ],
    says: 'A text is copied into a buffer without asking whether it fits.',
    instead: 'Give the size: `fgets`, `snprintf`, `%31s`, or a string that grows.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      const last = lastOf(path);
      const [first, second, third] = node.args.map((a) => a.value);
      const into = first ? look.path(first) : '';
      const local = (name: string): boolean => name !== '' && arrays(look.code, name);
      switch (last) {
        case 'gets':
          return 'unsafe';
        case 'fgets':
        case 'snprintf':
        case 'strlcpy':
        case 'strncpy':
        case 'strncat':
          return local(into) ? 'safe' : undefined;
        case 'strcpy':
        case 'strcat':
        case 'stpcpy': {
          const value = look.value(second);
          if (levelOf(value) >= given && (local(into) || first?.kind === 'member')) return 'unsafe';
          return harmless(value) && local(into) ? 'safe' : undefined;
        }
        case 'sprintf': {
          const text = pattern(look.value(second));
          if (!local(into) || !/%s/.test(second?.kind === 'text' ? second.text : text)) return undefined;
          return node.args.slice(2).some((a) => look.level(a.value) >= given) ? 'unsafe' : undefined;
        }
        case 'scanf':
        case 'fscanf':
        case 'sscanf': {
          const at = last === 'scanf' ? first : second;
          if (at?.kind !== 'text') return undefined;
          return /%l?s|%l?\[[^\]]+\]/.test(at.text)
            ? 'unsafe'
            : /%\d+l?[s[]/.test(at.text)
              ? 'safe'
              : undefined;
        }
        case 'memcpy': {
          if (!local(into) || !third) return undefined;
          if (third.kind === 'call' && /^(?:strlen)$/.test(look.path(third.callee)))
            return third.args.some((a) => look.level(a.value) >= given) ? 'unsafe' : undefined;
          const bare =
            third.kind === 'name' && (look.inside?.params.some((p) => p.name === third.name) ?? false);
          if (!bare || third.kind !== 'name') return undefined;
          return compared(look.code, third.name) ? 'safe' : 'unsafe';
        }
        case '>>':
          return node.args.slice(1).some((a) => a.value.kind === 'name' && local(a.value.name)) &&
            /\bcin\b/.test(look.path(node.args[0].value))
            ? 'unsafe'
            : undefined;
        default:
          return undefined;
      }
    },
    unsafe: [
      ['c', 'int main() { char b[32]; gets(b); return 0; }'],
      ['c', 'void f(const char *s) { char b[16]; strcpy(b, s); }'],
      ['c', 'int main(int argc, char **argv) { char b[16] = "x"; strcat(b, argv[1]); }'],
      ['c', 'void f(char *n) { char b[64]; sprintf(b, "Hello %s", n); }'],
      ['c', 'int main() { char n[20]; scanf("%s", n); }'],
      ['c', 'int main() { char n[20]; std::cin >> n; }'],
      ['c', 'void f(char *d, size_t n) { char b[64]; memcpy(b, d, n); }'],
    ],
    safe: [
      ['c', 'int main() { char b[32]; fgets(b, sizeof b, stdin); return 0; }'],
      ['c', 'void f(const char *s) { char b[16]; snprintf(b, sizeof b, "%s", s); }'],
      ['c', 'char *f(const char *s) { char *b = malloc(strlen(s) + 1); strcpy(b, s); return b; }'],
      ['c', 'void f(const char *s) { char b[16]; if (strlen(s) >= sizeof(b)) return; strcpy(b, s); }'],
      ['c', 'void f(void) { char b[16]; strcpy(b, "hello"); }'],
      ['c', 'int main() { char n[20]; int a; scanf("%19s %d", n, &a); }'],
      ['c', 'int main() { std::string n; std::cin >> n; }'],
      ['c', 'void f(char *d, size_t n) { char b[64]; if (n > sizeof(b)) return; memcpy(b, d, n); }'],
    ],
  },
  {
    id: 'format-string',
    cwe: 134,
    name: 'formats that a value decides',
    languages: ['c'],
    words: ['printf', 'fprintf', 'sprintf', 'snprintf', 'syslog', 'vprintf'],
    says: 'A value is used as the format, so that `%n` in it writes to memory.',
    instead: 'Print it with a format of your own: `printf("%s", text)`.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const at = new Map([
        ['printf', 0],
        ['fprintf', 1],
        ['sprintf', 1],
        ['snprintf', 2],
        ['syslog', 1],
      ]).get(look.path(node.callee));
      if (at === undefined) return undefined;
      const format = node.args[at]?.value;
      if (!format) return undefined;
      if (format.kind === 'name' || format.kind === 'index' || format.kind === 'member')
        return look.level(format) >= given && node.args.length === at + 1 ? 'unsafe' : undefined;
      return format.kind === 'text' && node.args.slice(at + 1).some((a) => look.level(a.value) >= given)
        ? 'safe'
        : undefined;
    },
    unsafe: [
      ['c', 'void f(char *m) { printf(m); }'],
      ['c', 'int main(int argc, char **argv) { fprintf(stderr, argv[1]); }'],
      ['c', 'int main() { char b[64]; fgets(b, 64, stdin); printf(b); }'],
    ],
    safe: [
      ['c', 'void f(char *m) { printf("%s", m); }'],
      ['c', 'void f(void) { printf("done"); }'],
    ],
  },
  {
    id: 'use-after-free',
    cwe: 416,
    name: 'memory used after it was freed',
    languages: ['c'],
    words: ['free', 'delete'],
    says: 'A pointer is used after the memory behind it was given back.',
    instead: 'Free it last, and set the pointer to NULL.',
    look(node, look) {
      // One list of statements, in order: `free(p)` and later something that reads through p.
      if (node.kind !== 'other') return undefined;
      const freed = new Set<string>();
      for (const step of node.children) {
        const call = step.kind === 'other' && step.children.length === 1 ? step.children[0] : step;
        if (
          call.kind === 'call' &&
          look.path(call.callee) === 'free' &&
          call.args[0]?.value.kind === 'name'
        ) {
          if (freed.has(call.args[0].value.name)) return 'unsafe';
          freed.add(call.args[0].value.name);
          continue;
        }
        if (call.kind === 'assign' && call.target.kind === 'name') {
          freed.delete(call.target.name);
          continue;
        }
        if (freed.size === 0) continue;
        const text = look.code.slice(step.from, step.to);
        for (const name of freed) {
          if (step.kind === 'return' || call.kind === 'call' || call.kind === 'assign') {
            if (reads(text, name)) return 'unsafe';
          } else if (step.kind === 'branch' || step.kind === 'function') return undefined;
        }
      }
      return freed.size > 0 ? 'safe' : undefined;
    },
    unsafe: [
      ['c', 'void f(void) { char *p = malloc(8); free(p); printf("%s", p); }'],
      ['c', 'int f(struct s *p) { free(p); return p->n; }'],
    ],
    safe: [
      ['c', 'void f(void) { char *p = malloc(8); printf("%s", p); free(p); p = NULL; }'],
      ['c', 'int f(struct s *p) { int n = p->n; free(p); return n; }'],
    ],
  },
];

/** `name` stands as a whole word in front of `after`. */
function wordBefore(code: string, name: string, after: RegExp): boolean {
  for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + 1)) {
    if (/\w/.test(code[at - 1] ?? ' ')) continue;
    if (after.test(code.slice(at + name.length, at + name.length + 12))) return true;
  }
  return false;
}

/** `char name[...]` was declared somewhere in the code. */
function arrays(code: string, name: string): boolean {
  for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + 1)) {
    if (/\w/.test(code[at - 1] ?? ' ') || code[at + name.length] !== '[') continue;
    if (/\b(?:char|wchar_t|uint8_t|BYTE)\s+$/.test(code.slice(Math.max(0, at - 20), at))) return true;
    if (/\bchar\b[^;(){}]{0,80},\s*$/.test(code.slice(Math.max(0, at - 100), at))) return true;
  }
  return false;
}

const compared = (code: string, name: string): boolean => wordBefore(code, name, /^\s*[<>]/);
const reads = (text: string, name: string): boolean => wordBefore(text, name, /^(?:\W|$)/);
