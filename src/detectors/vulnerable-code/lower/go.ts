// Go's tree in the rules' words.
import type { SyntaxNode } from '@lezer/common';
import { sequence, type Node, type Param } from '../syntax.ts';
import {
  argumentsOf,
  binary,
  child,
  children,
  constant,
  literal,
  loop,
  type Lower,
  type Lowering,
  meaning,
  name,
  nothing,
  numeric,
  returned,
  span,
  through,
} from './lowering.ts';

/** `a, b := x, y` and `a, b := f()`. */
const assign: Lower = (node, lower) => {
  const specs = children(node).filter(
    ({ name: n }) => n === 'VarSpec' || n === 'ConstSpec' || n === 'SpecList',
  );
  if (specs.length > 0) return sequence(lower.all(specs), node.from, node.to);
  const nodes = children(node);
  const at = nodes.findIndex((n) => /^:?=$/.test(n.name) || n.name === 'UpdateOp');
  if (at < 0) return undefined;
  const targets = nodes
    .slice(0, at)
    .filter(({ name: n }) => n !== ',' && /^[A-Z]/.test(n) && !/Type/.test(n));
  const values = lower.all(nodes.slice(at + 1).filter(({ name: n }) => n !== ','));
  const adds = lower.text(nodes[at]) === '+=';
  const made = targets.map((target, i): Node => {
    const value = values[values.length === targets.length ? i : 0] ?? lower.some(undefined);
    return { kind: 'assign', target: lower.some(target), value, adds, ...span(node) };
  });
  return sequence(made, node.from, node.to);
};

function params(node: SyntaxNode | undefined, lower: Lowering): Param[] {
  if (!node) return [];
  return meaning(node).flatMap((parameter) => {
    const type = meaning(parameter).find(({ name: n }) => /Type/.test(n));
    return children(parameter)
      .filter(({ name: n }) => n === 'DefName')
      .map((own) => ({ name: lower.text(own), type: type ? lower.text(type) : '' }));
  });
}

const define: Lower = (node, lower) => {
  const lists = children(node).filter(({ name: n }) => n === 'Parameters');
  const own = child(node, 'DefName', 'FieldName');
  return {
    kind: 'function',
    name: own ? lower.text(own) : '',
    params: params(node.name === 'MethodDecl' ? lists[1] : lists[0], lower),
    marks: [],
    body: lower.some(child(node, 'Block')),
    type: false,
    ...span(node),
  };
};

const branches: Lower = (node, lower) => {
  const nodes = meaning(node);
  const at = nodes.findIndex(({ name: n }) => n === 'Block');
  const rest = nodes.slice(at + 1);
  const before = lower.all(nodes.slice(0, Math.max(0, at - 1)));
  const branch: Node = {
    kind: 'branch',
    condition: lower.of(nodes[at - 1]),
    body: lower.some(nodes[at]),
    otherwise: rest.length > 0 ? sequence(lower.all(rest), rest[0].from, node.to) : undefined,
    ...span(node),
  };
  return sequence([...before, branch], node.from, node.to);
};

const typed: Lower = (node, lower) => {
  const [type, value] = meaning(node);
  const record = lower.some(value);
  if (!/^(TypeName|QualifiedType)$/.test(type?.name ?? '')) return record;
  const callee: Node = { kind: 'name', name: lower.text(type), ...span(type) };
  return { kind: 'call', callee, args: [{ name: '', value: record }], made: true, ...span(node) };
};

const elements: Lower = (node, lower) => {
  const nodes = meaning(node);
  if (!nodes.some((n) => n.getChild('Key'))) return { kind: 'list', items: lower.all(nodes), ...span(node) };
  return {
    kind: 'record',
    entries: nodes.flatMap((n) => {
      const [key, value] = meaning(n);
      const written = key ? lower.text(key).replace(/^["`]|["`]$/g, '') : '';
      const lowered = lower.of(value);
      return lowered ? [{ key: written, value: lowered }] : [];
    }),
    ...span(node),
  };
};

const imported: Lower = (node, lower) => {
  const path = child(node, 'String');
  if (!path) return undefined;
  const module = lower.text(path).slice(1, -1);
  const alias = child(node, 'DefName');
  const as = alias ? lower.text(alias) : module.split('/').at(-1)!;
  return { kind: 'import', module, name: '', as, ...span(node) };
};

const suffixes = /^(?:SelectorExpr|IndexExpr|CallExpr)$/;

/** `x.y`, `x[y]`, `x(y)`, over what `base` was lowered to. */
function suffixed(node: SyntaxNode, base: SyntaxNode, lowered: Node, lower: Lowering): Node {
  if (node.from === base.from && node.to === base.to && node.name === base.name) return lowered;
  const inner = node.firstChild;
  const of = inner ? suffixed(inner, base, lowered, lower) : lowered;
  const at = { from: of.from, to: node.to };
  if (node.name === 'CallExpr')
    return {
      kind: 'call',
      callee: of,
      args: argumentsOf(child(node, 'Arguments'), lower),
      made: false,
      ...at,
    };
  const last = meaning(node).at(-1);
  if (node.name === 'SelectorExpr') return { kind: 'member', of, name: last ? lower.text(last) : '', ...at };
  return { kind: 'index', of, index: lower.some(last), ...at };
}

/**
 * The grammar takes `a + b.c` for `(a + b).c` (@lezer/go 1.0.1). In Go that needs brackets, so where an operator stands
 * without them, what follows belongs to its right side.
 */
function postfix(node: SyntaxNode, lower: Lowering): Node {
  let base: SyntaxNode = node;
  while (suffixes.test(base.name) && base.firstChild) base = base.firstChild;
  if (base.name !== 'BinaryExp') return suffixed(node, base, lower.some(base), lower);
  const sides = meaning(base);
  const right = suffixed(node, base, lower.some(sides.at(-1)), lower);
  const whole = sum(base, lower);
  if (whole?.kind === 'join') return { ...whole, parts: [...whole.parts.slice(0, -1), right], to: node.to };
  if (whole?.kind === 'number' || whole?.kind === 'other')
    return { ...whole, children: [...whole.children.slice(0, -1), right], to: node.to };
  return right;
}

const sum = binary('+', ['||', '&&']);

export const go: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['String', literal],
  ['Rune', literal],
  ['Number', constant],
  ['Bool', constant],
  ['Nil', constant],
  ['VariableName', name],
  ['DefName', name],
  ['SelectorExpr', postfix],
  ['IndexExpr', postfix],
  ['SliceExpr', (node, lower) => lower.of(meaning(node)[0])],
  ['CallExpr', postfix],
  ['BinaryExp', sum],
  ['UnaryExp', through],
  ['VarDecl', assign],
  ['VarSpec', assign],
  ['ConstDecl', assign],
  ['ConstSpec', assign],
  ['Assignment', assign],
  [
    'RangeClause',
    (node, lower) => {
      const value = lower.some(meaning(node).at(-1));
      const targets = children(node).filter(({ name: n }) => n === 'DefName');
      const made = targets.map((n): Node => ({
        kind: 'assign',
        target: lower.some(n),
        value,
        adds: false,
        ...span(n),
      }));
      return sequence(made, node.from, node.to);
    },
  ],
  ['FunctionDecl', define],
  ['MethodDecl', define],
  ['FunctionLiteral', define],
  ['IfStatement', branches],
  ['ForStatement', loop],
  ['SwitchStatement', loop],
  ['ReturnStatement', returned],
  ['TypedLiteral', typed],
  ['LiteralValue', elements],
  ['Element', (node, lower) => lower.of(meaning(node).at(-1))],
  ['ImportSpec', imported],
  ['IncDecStatement', numeric],
  ['TypeDecl', nothing],
  ['TypeName', nothing],
  ['QualifiedType', nothing],
  ['PointerType', nothing],
  ['PackageClause', nothing],
]);
