// Python's tree in the rules' words.
import type { SyntaxNode } from '@lezer/common';
import { sequence, type Argument, type Node, type Param } from '../syntax.ts';
import {
  binary,
  child,
  children,
  constant,
  either,
  isAssign,
  list,
  literal,
  meaning,
  membership,
  name,
  nothing,
  numeric,
  returned,
  span,
  template,
  through,
  type Lower,
  type Lowering,
} from './lowering.ts';

/** Arguments, entries, targets: what stands between commas. */
function commas(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ',') groups.push([]);
    else groups.at(-1)!.push(node);
  }
  return groups.filter((group) => group.length > 0);
}

const inner = (node: SyntaxNode): SyntaxNode[] =>
  children(node).filter(({ name: n }) => !/^[()[\]{}]$|^Comment$/.test(n));

/** `item for x in y if z`: the names are bound first, then the item is looked at. */
function comprehension(node: SyntaxNode, lower: Lowering): Node | undefined {
  const nodes = inner(node);
  const start = nodes.findIndex(({ name: n }) => n === 'for' || n === 'async');
  if (start < 0) return undefined;
  const bound: Node[] = [];
  for (let i = start; i < nodes.length; i++) {
    if (nodes[i].name !== 'in') continue;
    const value = lower.some(nodes[i + 1]);
    for (let j = i - 1; j >= 0 && nodes[j].name !== 'for'; j--) {
      const target = lower.of(nodes[j]);
      if (target) bound.push({ kind: 'assign', target, value, adds: false, ...span(nodes[j]) });
    }
  }
  const items = lower.all(nodes.slice(0, start));
  return { kind: 'list', items: [...bound, ...items], ...span(node) };
}

function args(node: SyntaxNode | undefined, lower: Lowering): Argument[] {
  if (!node) return [];
  const generated = comprehension(node, lower);
  if (generated) return [{ name: '', value: generated }];
  return commas(inner(node)).flatMap((group) => {
    const keyword = group.length > 2 && group[1].name === 'AssignOp' ? lower.text(group[0]) : '';
    const value = lower.of(group.at(-1));
    return value ? [{ name: keyword, value }] : [];
  });
}

const assign: Lower = (node, lower) => {
  const nodes = children(node);
  const at = nodes.findLastIndex(isAssign);
  if (at < 0) return through(node, lower);
  const values = commas(nodes.slice(at + 1)).map((group) => lower.some(group[0]));
  const value: Node = values.length === 1 ? values[0] : { kind: 'list', items: values, ...span(node) };
  const targets = commas(nodes.slice(0, at).filter((n) => n.name !== 'TypeDef' && !isAssign(n)));
  const made = targets.flatMap((group, i) =>
    group.map((n): Node => ({
      kind: 'assign',
      target: lower.some(n),
      value: values.length === targets.length && values.length > 1 ? values[i] : value,
      adds: false,
      from: node.from,
      to: node.to,
    })),
  );
  return sequence(made, node.from, node.to);
};

function params(node: SyntaxNode | undefined, lower: Lowering): Param[] {
  if (!node) return [];
  return commas(inner(node)).flatMap((group) => {
    const own = group.find(({ name: n }) => n === 'VariableName');
    const type = group.find(({ name: n }) => n === 'TypeDef');
    return own ? [{ name: lower.text(own), type: type ? lower.text(type).slice(1).trim() : '' }] : [];
  });
}

const define =
  (marks: readonly Node[]): Lower =>
  (node, lower) => ({
    kind: 'function',
    name: lower.text(child(node, 'VariableName') ?? node).slice(0, 80),
    params: params(child(node, 'ParamList'), lower),
    marks,
    body: lower.some(child(node, 'Body')),
    type: node.name === 'ClassDefinition',
    ...span(node),
  });

const branches: Lower = (node, lower) => {
  const nodes = meaning(node);
  const body = nodes.findIndex(({ name: n }) => n === 'Body');
  const rest = nodes.slice(body + 1);
  return {
    kind: 'branch',
    condition: lower.of(nodes[body - 1]),
    body: lower.some(nodes[body]),
    otherwise: rest.length > 0 ? sequence(lower.all(rest), rest[0].from, node.to) : undefined,
    ...span(node),
  };
};

const loop: Lower = (node, lower) => {
  const nodes = children(node);
  const at = nodes.findIndex(({ name: n }) => n === 'in');
  const value = lower.some(nodes[at + 1]);
  const targets = nodes.slice(0, Math.max(0, at)).flatMap((n): Node[] => {
    const target = lower.of(n);
    return target ? [{ kind: 'assign', target, value, adds: false, ...span(n) }] : [];
  });
  const bodies = lower.all(nodes.filter(({ name: n }) => n === 'Body'));
  const body = sequence([...targets, ...bodies], node.from, node.to);
  return { kind: 'branch', condition: undefined, body, otherwise: undefined, ...span(node) };
};

const using: Lower = (node, lower) => {
  const nodes = children(node);
  const done = nodes.flatMap((n, i): Node[] => {
    if (n.name === 'with' || n.name === 'async' || n.name === 'as' || n.name === ',') return [];
    const before = nodes[i - 1]?.name;
    if (before !== 'as') return lower.all([n]);
    return [
      { kind: 'assign', target: lower.some(n), value: lower.some(nodes[i - 2]), adds: false, ...span(n) },
    ];
  });
  return sequence(done, node.from, node.to);
};

const trying: Lower = (node, lower) => {
  const nodes = children(node);
  let handler = false;
  const parts = nodes.flatMap((n): Node[] => {
    if (n.name === 'except') handler = true;
    if (n.name === 'finally' || n.name === 'else') handler = false;
    if (n.name !== 'Body') return [];
    const body = lower.some(n);
    return [
      handler ? { kind: 'branch', condition: undefined, body, otherwise: undefined, ...span(n) } : body,
    ];
  });
  return sequence(parts, node.from, node.to);
};

const operation: Lower = (node, lower) => {
  const nodes = children(node);
  if (nodes.some(({ name: n }) => n === 'in')) return membership(node, lower);
  const sign = nodes.length === 3 ? lower.text(nodes[1]) : '';
  if (sign !== '%' && sign !== '*') return binary('+', ['and', 'or'])(node, lower);
  // Once: chains of signs are deep, and what is lowered twice at each step takes for ever.
  const sides = lower.all([nodes[0], nodes[2]]);
  const [pattern, given] = sides;
  if (sign === '%' && given) {
    const items = given.kind === 'list' ? given.items : [given];
    return { kind: 'format', template: pattern, args: items, ...span(node) };
  }
  const repeated = sides.find(({ kind }) => kind === 'text' || kind === 'list');
  if (sign === '*' && repeated) return repeated;
  return { kind: 'number', children: sides, ...span(node) };
};

const imported: Lower = (node, lower) => {
  const written = lower.text(node).replace(/[()\\\n]/g, ' ');
  const from = /^from\s+(\S+)\s+import\s+(.*)$/.exec(written);
  const items = (from ? from[2] : written.replace(/^import\s+/, '')).split(',');
  const made = items.flatMap((item): Node[] => {
    const [what, as = '', alias = ''] = item.trim().split(/\s+/);
    if (!what) return [];
    const called = as === 'as' ? alias : what;
    return [{ kind: 'import', module: from?.[1] ?? what, name: from ? what : '', as: called, ...span(node) }];
  });
  return sequence(made, node.from, node.to);
};

export const python: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['String', literal],
  ['FormatString', template('FormatReplacement')],
  ['FormatReplacement', (node, lower) => lower.of(meaning(node)[0])],
  ['FormatConversion', nothing],
  ['FormatSpec', nothing],
  ['ContinuedString', (node, lower) => ({ kind: 'join', parts: lower.all(meaning(node)), ...span(node) })],
  ['Number', constant],
  ['Boolean', constant],
  ['None', constant],
  ['VariableName', name],
  ['self', name],
  [
    'MemberExpression',
    (node, lower) => {
      const [of, sign, ...rest] = children(node);
      if (sign?.name === '.')
        return { kind: 'member', of: lower.some(of), name: lower.text(rest[0] ?? sign), ...span(node) };
      return { kind: 'index', of: lower.some(of), index: lower.some(rest[0]), ...span(node) };
    },
  ],
  [
    'CallExpression',
    (node, lower) => ({
      kind: 'call',
      callee: lower.some(node.firstChild),
      args: args(child(node, 'ArgList'), lower),
      made: false,
      ...span(node),
    }),
  ],
  ['BinaryExpression', operation],
  ['UnaryExpression', numeric],
  ['ConditionalExpression', either(1)],
  ['AssignStatement', assign],
  ['NamedExpression', assign],
  [
    'UpdateStatement',
    (node, lower) => {
      const [target, , value] = children(node);
      return {
        kind: 'assign',
        target: lower.some(target),
        value: lower.some(value),
        adds: true,
        ...span(node),
      };
    },
  ],
  ['FunctionDefinition', define([])],
  ['ClassDefinition', define([])],
  [
    'DecoratedStatement',
    (node, lower) => {
      const marks = lower.all(meaning(node).filter(({ name: n }) => n === 'Decorator'));
      const defined = child(node, 'FunctionDefinition', 'ClassDefinition');
      return defined && define(marks)(defined, lower);
    },
  ],
  [
    'Decorator',
    (node, lower) => {
      const names = children(node).filter(({ name: n }) => n === 'VariableName' || n === 'PropertyName');
      if (names.length === 0) return undefined;
      const callee: Node = { kind: 'name', name: names.map(lower.text).join('.'), ...span(node) };
      return { kind: 'call', callee, args: args(child(node, 'ArgList'), lower), made: false, ...span(node) };
    },
  ],
  [
    'LambdaExpression',
    (node, lower) => {
      const body = lower.some(meaning(node).at(-1));
      const own = params(child(node, 'ParamList'), lower);
      return { kind: 'function', name: '', params: own, marks: [], body, type: false, ...span(node) };
    },
  ],
  ['IfStatement', branches],
  ['WhileStatement', branches],
  ['ForStatement', loop],
  ['WithStatement', using],
  ['TryStatement', trying],
  ['ReturnStatement', returned],
  ['YieldStatement', through],
  ['ImportStatement', imported],
  ['ArrayExpression', list],
  ['TupleExpression', list],
  ['SetExpression', list],
  ['ArrayComprehensionExpression', (node, lower) => comprehension(node, lower) ?? list(node, lower)],
  ['ComprehensionExpression', (node, lower) => comprehension(node, lower) ?? through(node, lower)],
  ['SetComprehensionExpression', (node, lower) => comprehension(node, lower) ?? list(node, lower)],
  ['DictionaryComprehensionExpression', (node, lower) => comprehension(node, lower) ?? list(node, lower)],
  [
    'DictionaryExpression',
    (node, lower) => ({
      kind: 'record',
      entries: commas(inner(node)).flatMap((group) => {
        const at = group.findIndex(({ name: n }) => n === ':');
        const key = at > 0 ? lower.of(group[0]) : undefined;
        const value = lower.of(group.at(-1));
        return value ? [{ key: key?.kind === 'text' ? key.text : '', value }] : [];
      }),
      ...span(node),
    }),
  ],
]);
