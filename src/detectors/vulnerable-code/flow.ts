// Reads a piece of code as it would run, function by function, and asks the rules about every call and assignment
// with what the variables may hold there. Branches are all taken; loops once; other functions are not followed.
import { handles } from './handlers.ts';
import { asks, effectOf, isInput } from './origins.ts';
import type { Kind, Language, Node } from './syntax.ts';
import {
  clean,
  concat,
  fill,
  given,
  graver,
  hole,
  input,
  levelOf,
  numeric,
  unknown,
  type Level,
  type Value,
} from './values.ts';
import { inside, rootOf, strip } from './within.ts';

type Named = Map<string, Value>;

interface Scope {
  readonly values: Named;
  readonly checked: Set<string>;
  readonly outer: Scope | undefined;
  readonly of: Kind<'function'> | undefined;
}

/** What a rule may ask about the place that it looks at. */
export interface Look {
  readonly language: Language;
  /** The whole code. */
  readonly code: string;
  value(node: Node | undefined): Value;
  level(node: Node | undefined): Level;
  /** Dotted name of what is called or read, with imported names written out; calls on the way end in `()`. */
  path(node: Node): string;
  /** Names of the functions around and of what is assigned here. */
  readonly around: readonly string[];
  readonly inside: Kind<'function'> | undefined;
  /** The functions around answer requests. */
  readonly handles: boolean;
  arg(call: Kind<'call'>, index: number, keyword?: string): Node | undefined;
}

/** What is called on these is a function of a library, whether or not the piece of code shows the import. */
const modules =
  /^(?:os|path|posixpath|filepath|strings|strconv|fmt|Paths?|Files|String|Objects|Arrays|JSON|Buffer|html|json|re|base64|urllib|url|util|std|Integer|Long|Double|Math|bytes|io)$/;

/** Values looked up for one piece of code; people's code takes some thousand. */
const mostLookups = 50_000;

export class TooMuch extends Error {}

export function follow(
  program: Node,
  language: Language,
  code: string,
  see: (node: Node, look: Look) => void,
): void {
  const imported = new Map<string, string>();
  let scope: Scope = { values: new Map(), checked: new Set(), outer: undefined, of: undefined };
  let conditional = 0;
  let lookups = 0;
  const targets: string[] = [];

  function path(node: Node): string {
    switch (node.kind) {
      case 'name':
        return imported.get(node.name) ?? node.name;
      case 'member':
        return `${path(node.of)}.${node.name}`;
      case 'index':
        return path(node.of);
      case 'call':
        return `${path(node.callee)}()`;
      case 'text':
        return '""';
      default:
        return '';
    }
  }

  function lookup(name: string): Value | undefined {
    for (let at: Scope | undefined = scope; at; at = at.outer) {
      const held = at.values.get(name);
      if (!held) continue;
      if (!at.checked.has(name)) return held;
      return held.map((p) => (typeof p === 'string' ? p : { ...p, level: clean }));
    }
    return undefined;
  }

  function value(node: Node | undefined): Value {
    if (!node) return [];
    if (++lookups > mostLookups) throw new TooMuch();
    switch (node.kind) {
      case 'text':
        return [node.text];
      case 'constant':
        return ['0'];
      case 'number':
        return node.children.some((c) => levelOf(value(c)) > clean) ? hole(clean, node) : ['0'];
      case 'name': {
        const known = lookup(node.name);
        if (known) return known;
        if (isInput(path(node), language)) return hole(input, node);
        return isConstantName(node.name) ? ['0'] : hole(unknown, node);
      }
      case 'member': {
        if (isConstantName(node.name) || node.name === 'length') return ['0'];
        const whole = path(node);
        const known = lookup(whole);
        if (known) return known;
        if (isInput(whole, language)) return hole(input, node);
        return value(node.of);
      }
      case 'index': {
        const whole = path(node);
        return isInput(whole, language) ? hole(input, node) : value(node.of);
      }
      case 'join':
        return concat(node.parts.map(value));
      case 'format':
        return fill(value(node.template), node.args.map(value));
      case 'list':
        return concat(node.items.filter(({ kind }) => kind !== 'assign').map(value));
      case 'record':
        return concat(node.entries.map((entry) => value(entry.value)));
      case 'assign':
        return value(node.value);
      case 'function':
        return returned(node);
      case 'call':
        return called(node);
      case 'other':
        return node.children
          .filter((c) => c.kind !== 'number')
          .map(value)
          .reduce(graver, []);
      default:
        return [];
    }
  }

  /** Of a small function given to `map` and its like. */
  function returned({ body }: Kind<'function'>): Value {
    const found: Node[] = body.kind === 'other' ? [...body.children] : [body];
    const back = found.flatMap((n) => (n.kind === 'return' ? [n.value] : []));
    return value(back[0] ?? (body.kind === 'other' ? undefined : body));
  }

  function called(node: Kind<'call'>): Value {
    const whole = path(node.callee);
    if (isInput(whole, language)) return hole(input, node);
    const { callee } = node;
    const args = node.args.map((a) => value(a.value));
    const own = callee.kind === 'member' && !isModule(callee.of) ? value(callee.of) : [];
    const name = callee.kind === 'member' ? callee.name : whole;
    const last = whole.slice(whole.lastIndexOf('.') + 1);
    if (whole.startsWith('`')) return hole(clean, node);
    if (/^(?:repeat|Repeat|str_repeat|array_fill|nCopies)$/.test(last))
      return [...own, ...args].flat().filter((p) => typeof p === 'string');
    if (callee.kind === 'member' && callee.of.kind === 'text' && name === 'format') return fill(own, args);
    if (/^(?:Sprintf|sprintf|vsprintf|format|Errorf|formatted)$/.test(last)) {
      return callee.kind === 'member' && last === 'formatted'
        ? fill(own, args)
        : fill(args[0] ?? [], args.slice(1));
    }
    if (
      /^(?:map|Collectors\.joining|array_map|fill|collect|stream)$/.test(last) &&
      args.length + own.length > 0
    ) {
      const maker = node.args.find((a) => a.value.kind === 'function');
      if (maker) return value(maker.value);
      if (last === 'fill') return args[0] ?? [];
    }
    const all = concat([own, ...args]);
    switch (effectOf(whole)) {
      case 'harmless':
      case 'number':
        return all.some((p) => typeof p !== 'string') ? hole(clean, node) : ['0'];
      case 'on':
        return all.length > 0 ? all : hole(unknown, node);
      default:
        // What a method of the input itself gives is input; what some other function makes of it nobody knows.
        return levelOf(own) >= input ? hole(input, node) : hole(unknown, node);
    }
  }

  /** `os.path` and `strings` are no values. */
  function isModule(node: Node): boolean {
    const root = node.kind === 'member' ? node.of : node;
    return root.kind === 'name' && !lookup(root.name) && (imported.has(root.name) || modules.test(root.name));
  }

  function isConstantName(name: string): boolean {
    return name.length > 1 && /^[A-Z][A-Z0-9_]*$/.test(name) && !name.startsWith('_');
  }

  const look: Look = {
    language,
    code,
    value,
    level: (node) => levelOf(value(node)),
    path,
    get around() {
      const names = [...targets];
      for (let at: Scope | undefined = scope; at; at = at.outer) if (at.of) names.push(at.of.name);
      return names;
    },
    get inside() {
      return scope.of;
    },
    get handles() {
      for (let at: Scope | undefined = scope; at; at = at.outer)
        if (at.of && handles(at.of, language)) return true;
      return false;
    },
    arg: (call, index, keyword) =>
      call.args.find((a) => keyword !== undefined && a.name === keyword)?.value ??
      call.args.filter((a) => a.name === '')[index]?.value,
  };

  function put(name: string, to: Value): void {
    let at: Scope | undefined = scope;
    while (at && !at.values.has(name)) at = at.outer;
    const home = at ?? scope;
    const before = home.values.get(name);
    home.values.set(name, before && conditional > 0 ? graver(before, to) : to);
    if (levelOf(to) > clean && conditional === 0) home.checked.delete(name);
  }

  function add(name: string, more: Value): void {
    let at: Scope | undefined = scope;
    while (at && !at.values.has(name)) at = at.outer;
    (at ?? scope).values.set(name, concat([lookup(name) ?? [], more]));
  }

  /** What a call does to the variables that it is given. */
  function change(node: Kind<'call'>): void {
    const whole = path(node.callee);
    const last = whole.slice(whole.lastIndexOf('.') + 1);
    const at = (i: number): string => (node.args[i] ? path(strip(node.args[i].value)) : '');
    const rest = (i: number): Value[] => node.args.slice(i).map((a) => value(a.value));
    const { callee } = node;
    if (callee.kind === 'member' && /^(?:append|push|add|extend|concat|WriteString|insert)$/.test(last)) {
      const own = path(rootOf(callee.of));
      if (own && language !== 'php') add(own, concat(rest(0)));
    } else if (language === 'c' || last === 'Fprintf') {
      if (last === 'sprintf') put(at(0), fill(value(node.args[1]?.value), rest(2)));
      else if (last === 'snprintf') put(at(0), fill(value(node.args[2]?.value), rest(3)));
      else if (/^(?:strcpy|strncpy|memcpy|strlcpy)$/.test(last)) put(at(0), value(node.args[1]?.value));
      else if (/^(?:strcat|strncat|strlcat)$/.test(last)) add(at(0), value(node.args[1]?.value));
      else if (/^(?:gets|fgets|read|recv|getline|fread)$/.test(last)) {
        for (const a of node.args.slice(0, 2))
          if (a.value.kind === 'name') put(a.value.name, hole(input, node));
      } else if (/^(?:scanf|fscanf|sscanf|>>)$/.test(last)) {
        const format =
          last === '>>'
            ? '%s'
            : levelOf(value(node.args[0]?.value)) === clean
              ? String(value(node.args[last === 'scanf' ? 0 : 1]?.value)[0])
              : '';
        const kinds = [...format.matchAll(/%[0-9*]{0,5}l{0,2}([a-z[])/g)].map((m) => m[1]);
        node.args.slice(last === 'scanf' ? 1 : last === '>>' ? 1 : 2).forEach((a, i) => {
          const name = path(strip(a.value));
          if (name && (kinds[i] ?? 's') === 's') put(name, hole(input, node));
        });
      }
    }
  }

  function check(condition: Node): void {
    if (condition.kind === 'call') {
      const whole = path(condition.callee);
      const last = whole.slice(whole.lastIndexOf('.') + 1);
      if (asks.test(last)) {
        // `if "user" in form` asks whether there is one, not what it says; `if ".." in path` asks what it says.
        const { args } = condition;
        const own = condition.callee.kind === 'member' ? [condition.callee.of] : [];
        const plain = args.some(
          ({ value: needle }) => needle.kind === 'text' && /^[\w@ -]+$/.test(needle.text),
        );
        const holds = /^(?:in|includes|contains|indexOf|Contains|str_contains|strpos|find|search|has)$/.test(
          last,
        );
        if (!(holds && plain)) {
          const asked = last === 'in' && args[0]?.value.kind !== 'text' ? args.slice(0, 1) : args;
          for (const a of asked) note(a.value);
          for (const node of own) note(node);
        }
      }
    }
    for (const inner of inside(condition)) check(inner);
    if (condition.kind === 'number' && language === 'c') for (const side of condition.children) note(side);
  }

  function note(node: Node): void {
    if (node.kind === 'name' || node.kind === 'member') {
      for (let at: Scope | undefined = scope; at; at = at.outer) at.checked.add(path(node));
    } else if (node.kind === 'call') {
      for (const a of node.args) note(a.value);
      if (node.callee.kind === 'member') note(node.callee.of);
    } else for (const inner of inside(node)) note(inner);
  }

  function visit(node: Node): void {
    switch (node.kind) {
      case 'import': {
        const module = node.module.replace(/^node:/, '');
        imported.set(
          node.as,
          node.name === '' || node.name === node.module ? module : `${module}.${node.name}`,
        );
        see(node, look);
        return;
      }
      case 'assign': {
        const name = node.target.kind === 'index' ? '' : path(node.target);
        targets.push(
          node.target.kind === 'index' && node.target.index.kind === 'text' ? node.target.index.text : name,
        );
        const required = requiredModule(node.value);
        if (required && node.target.kind === 'name') imported.set(node.target.name, required);
        visit(node.value);
        if (node.target.kind !== 'name') visit(node.target);
        see(node, look);
        targets.pop();
        if (name === '') {
          const whole = path(node.target);
          if (whole) add(whole, value(node.value));
        } else if (node.adds) add(name, value(node.value));
        else put(name, value(node.value));
        return;
      }
      case 'branch':
        if (node.condition) {
          visit(node.condition);
          check(node.condition);
        }
        conditional++;
        visit(node.body);
        if (node.otherwise) visit(node.otherwise);
        conditional--;
        return;
      case 'function': {
        const before = { scope, conditional };
        const values: Named = new Map();
        for (const param of node.params) {
          const self = /^(?:self|this|cls)$/.test(param.name);
          const level = numeric(param, language) ? clean : self ? unknown : given;
          values.set(param.name, level === clean ? hole(clean, node) : hole(level, node));
        }
        node.marks.forEach(visit);
        scope = { values, checked: new Set(), outer: scope, of: node };
        conditional = 0;
        see(node, look);
        visit(node.body);
        ({ scope, conditional } = before);
        return;
      }
      case 'call':
        for (const inner of inside(node)) visit(inner);
        see(node, look);
        change(node);
        return;
      default:
        if (node.kind === 'record')
          for (const { key, value: entry } of node.entries) {
            targets.push(key);
            visit(entry);
            targets.pop();
          }
        else for (const inner of inside(node)) visit(inner);
        if (node.kind !== 'text' && node.kind !== 'name' && node.kind !== 'constant') see(node, look);
    }
  }

  function requiredModule(node: Node): string | undefined {
    // const cp = require('child_process'); const { exec } = require('child_process')
    const call = node.kind === 'member' ? node.of : node;
    if (call.kind !== 'call' || call.callee.kind !== 'name' || call.callee.name !== 'require')
      return undefined;
    const module = call.args[0]?.value;
    if (module?.kind !== 'text') return undefined;
    const name = module.text.replace(/^node:/, '');
    return node.kind === 'member' ? `${name}.${node.name}` : name;
  }

  visit(program);
}
