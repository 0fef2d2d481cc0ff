// The tree of C and C++ in the rules' words.
import type { SyntaxNode } from '@lezer/common';
import { type Node, type Param } from '../syntax.ts';
import {
  argumentsOf,
  branches,
  child,
  children,
  constant,
  either,
  list,
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

const declarators = /Declarator$/;

/** The identifier within `*x[3]`, `&x`, `x`. */
function declared(node: SyntaxNode | null | undefined): SyntaxNode | undefined {
  for (let at = node; at; at = meaning(at).find(({ name: n }) => declarators.test(n) || n === 'Identifier')) {
    if (at.name === 'Identifier' || at.name === 'FieldIdentifier') return at;
  }
  return undefined;
}

const initial: Lower = (node, lower) => {
  const [target, ...rest] = meaning(node);
  const own = declared(target);
  const value = rest.at(-1);
  if (!own || !value) return through(node, lower);
  const given = value.name === 'ArgumentList' ? argumentsOf(value, lower)[0]?.value : lower.of(value);
  return {
    kind: 'assign',
    target: lower.some(own),
    value: given ?? lower.some(value),
    adds: false,
    ...span(node),
  };
};

/** `char buf[10]` is told to the rules as a list assigned to `buf`: an array of a size that the code knows. */
const array: Lower = (node, lower) => {
  const own = declared(node);
  if (!own) return undefined;
  const value: Node = { kind: 'list', items: [], ...span(node) };
  return { kind: 'assign', target: lower.some(own), value, adds: false, ...span(node) };
};

function params(node: SyntaxNode | undefined, lower: Lowering): Param[] {
  if (!node) return [];
  return meaning(node).flatMap((parameter) => {
    const own = declared(meaning(parameter).find(({ name: n }) => declarators.test(n) || n === 'Identifier'));
    if (!own) return [];
    const type = lower
      .text(parameter)
      .slice(0, Math.max(0, own.from - parameter.from))
      .trim();
    return [{ name: lower.text(own), type: type || 'int' }];
  });
}

const define: Lower = (node, lower) => {
  let declarator = child(
    node,
    'FunctionDeclarator',
    'AbstractFunctionDeclarator',
    'PointerDeclarator',
    'ReferenceDeclarator',
  );
  while (declarator && /^(Pointer|Reference)/.test(declarator.name))
    declarator = child(declarator, 'FunctionDeclarator', 'PointerDeclarator', 'ReferenceDeclarator');
  const own = declarator && meaning(declarator)[0];
  return {
    kind: 'function',
    name: own && own.name !== 'ParameterList' ? lower.text(own) : '',
    params: params(declarator && child(declarator, 'ParameterList'), lower),
    marks: [],
    body: lower.some(child(node, 'CompoundStatement')),
    type: false,
    ...span(node),
  };
};

const sign = (node: SyntaxNode, lower: Lowering): string => {
  const operator = children(node).find(({ name: n }) => n.endsWith('Op'));
  return operator ? lower.text(operator) : '';
};

const operation: Lower = (node, lower) => {
  const operator = sign(node, lower);
  const sides = lower.all(meaning(node));
  if (operator === '+') return { kind: 'join', parts: sides, ...span(node) };
  if (operator !== '<<' && operator !== '>>') return { kind: 'number', children: sides, ...span(node) };
  // A stream takes in what follows; `cin >> x` is told as a call that fills x.
  const [stream, ...rest] = sides;
  if (!stream || rest.length === 0) return stream;
  if (operator === '>>') {
    const callee: Node = { kind: 'name', name: '>>', ...span(node) };
    const args = [stream, ...rest].map((value) => ({ name: '', value }));
    return { kind: 'call', callee, args, made: false, ...span(node) };
  }
  const first = stream.kind === 'other' ? stream.children[0] : stream;
  const target = first?.kind === 'assign' ? first.target : stream;
  const before =
    stream === first && first?.kind === 'assign' ? [first] : stream.kind === 'other' ? stream.children : [];
  const added: Node = { kind: 'assign', target, value: rest[0], adds: true, ...span(node) };
  return { kind: 'other', children: [...before, added], ...span(node) };
};

export const c: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['String', literal],
  ['RawString', literal],
  ['CharLiteral', literal],
  ['Number', constant],
  ['True', constant],
  ['False', constant],
  ['Null', constant],
  ['ConcatenatedString', (node, lower) => ({ kind: 'join', parts: lower.all(meaning(node)), ...span(node) })],
  ['Identifier', name],
  ['this', name],
  [
    'ScopedIdentifier',
    (node, { text }) => ({
      kind: 'name',
      name: text(node)
        .replace(/^std::/, '')
        .replaceAll('::', '.'),
      ...span(node),
    }),
  ],
  [
    'FieldExpression',
    (node, lower) => {
      const nodes = meaning(node);
      return { kind: 'member', of: lower.some(nodes[0]), name: lower.text(nodes.at(-1)), ...span(node) };
    },
  ],
  [
    'SubscriptExpression',
    (node, lower) => {
      const [of, index] = meaning(node);
      return { kind: 'index', of: lower.some(of), index: lower.some(index), ...span(node) };
    },
  ],
  [
    'CallExpression',
    (node, lower) => ({
      kind: 'call',
      callee: lower.some(meaning(node)[0]),
      args: argumentsOf(child(node, 'ArgumentList'), lower),
      made: false,
      ...span(node),
    }),
  ],
  ['BinaryExpression', operation],
  ['UnaryExpression', numeric],
  ['UpdateExpression', numeric],
  ['PointerExpression', through],
  ['ConditionalExpression', either(0)],
  ['CastExpression', (node, lower) => lower.of(meaning(node).at(-1))],
  ['Declaration', through],
  ['InitDeclarator', initial],
  ['ArrayDeclarator', array],
  [
    'AssignmentExpression',
    (node, lower) => {
      const [target, value] = meaning(node);
      const adds = sign(node, lower) === '+=';
      return { kind: 'assign', target: lower.some(target), value: lower.some(value), adds, ...span(node) };
    },
  ],
  ['FunctionDefinition', define],
  ['LambdaExpression', define],
  ['IfStatement', branches],
  ['WhileStatement', branches],
  ['ForStatement', loop],
  ['CatchClause', loop],
  ['ReturnStatement', returned],
  ['InitializerList', list],
  ['PreprocDirective', nothing],
  ['FunctionDeclarator', nothing],
  ['PrimitiveType', nothing],
  ['TypeIdentifier', nothing],
  ['ScopedTypeIdentifier', nothing],
  ['TypeDescriptor', nothing],
]);
