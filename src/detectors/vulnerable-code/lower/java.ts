// Java's tree in the rules' words.
import type { SyntaxNode } from '@lezer/common';
import { type Node, type Param } from '../syntax.ts';
import {
  argumentsOf,
  binary,
  branches,
  child,
  children,
  constant,
  either,
  isAssign,
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

const annotation: Lower = (node, lower) => {
  const callee: Node = { kind: 'name', name: lower.text(meaning(node)[0] ?? node), ...span(node) };
  const args = argumentsOf(child(node, 'AnnotationArgumentList'), lower);
  return { kind: 'call', callee, args, made: false, ...span(node) };
};

const declarator: Lower = (node, lower) => {
  const nodes = children(node);
  const at = nodes.findIndex(isAssign);
  if (at < 1) return undefined;
  return {
    kind: 'assign',
    target: lower.some(nodes[0]),
    value: lower.some(nodes[at + 1]),
    adds: false,
    ...span(node),
  };
};

/** `Type name = value`, in a resource, a field and a local. */
const resource: Lower = (node, lower) => {
  const own = child(node, 'Definition');
  const value = meaning(node).at(-1);
  if (!own || !value || value.from === own.from) return through(node, lower);
  return { kind: 'assign', target: lower.some(own), value: lower.some(value), adds: false, ...span(node) };
};

function params(node: SyntaxNode | undefined, lower: Lowering): Param[] {
  if (!node) return [];
  if (node.name === 'Definition') return [{ name: lower.text(node), type: '' }];
  return meaning(node).flatMap((parameter) => {
    const own = parameter.name === 'Definition' ? parameter : child(parameter, 'Definition');
    const type = meaning(parameter).find(({ name: n }) => /Type/.test(n));
    return own ? [{ name: lower.text(own), type: type ? lower.text(type) : '' }] : [];
  });
}

const define: Lower = (node, lower) => {
  const own = child(node, 'Definition');
  const modifiers = child(node, 'Modifiers');
  const body = child(node, 'Block', 'ConstructorBody', 'ClassBody', 'InterfaceBody', 'EnumBody');
  const lambda = node.name === 'LambdaExpression';
  return {
    kind: 'function',
    name: own && !lambda ? lower.text(own) : '',
    params: params(
      child(node, 'FormalParameters', 'InferredParameters') ?? (lambda ? own : undefined),
      lower,
    ),
    marks: modifiers ? lower.all(meaning(modifiers)) : [],
    body: lower.some(body ?? (lambda ? meaning(node).at(-1) : undefined)),
    type: /Class|Interface|Enum/.test(node.name),
    ...span(node),
  };
};

const eachOf: Lower = (node, lower) => {
  const own = child(node, 'Definition');
  if (!own) return through(node, lower);
  const value = lower.some(meaning(node).at(-1));
  return { kind: 'assign', target: lower.some(own), value, adds: false, ...span(node) };
};

const call: Lower = (node, lower) => {
  const method = child(node, 'MethodName');
  const own = children(node)[0];
  const named: Node = { kind: 'name', name: method ? lower.text(method) : '', ...span(method) };
  const callee: Node =
    method && own.name !== 'MethodName'
      ? { kind: 'member', of: lower.some(own), name: lower.text(method), from: own.from, to: method.to }
      : named;
  return {
    kind: 'call',
    callee,
    args: argumentsOf(child(node, 'ArgumentList'), lower),
    made: false,
    ...span(node),
  };
};

const create: Lower = (node, lower) => {
  const type = meaning(node).find(({ name: n }) => /Type/.test(n));
  const written = type ? lower.text(type).replace(/<.*$/s, '') : '';
  const callee: Node = { kind: 'name', name: written, ...span(type) };
  const args = argumentsOf(child(node, 'ArgumentList'), lower);
  const body = lower.of(child(node, 'ClassBody'));
  const made: Node = { kind: 'call', callee, args, made: true, ...span(node) };
  if (!body) return made;
  const inner: Node = {
    kind: 'function',
    name: written,
    params: [],
    marks: [],
    body,
    type: true,
    ...span(node),
  };
  return { kind: 'other', children: [made, inner], ...span(node) };
};

const member: Lower = (node, lower) => {
  const nodes = children(node).filter(({ name: n }) => n !== '.');
  return { kind: 'member', of: lower.some(nodes[0]), name: lower.text(nodes.at(-1)), ...span(node) };
};

/** A cast to a number leaves a number; any other leaves what it was. */
const cast: Lower = (node, lower) => {
  const [type, value] = meaning(node);
  return type?.name === 'PrimitiveType' ? numeric(node, lower) : lower.of(value);
};

export const java: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['StringLiteral', literal],
  ['TextBlock', literal],
  ['CharacterLiteral', literal],
  ['IntegerLiteral', constant],
  ['FloatingPointLiteral', constant],
  ['BooleanLiteral', constant],
  ['null', constant],
  ['Identifier', name],
  ['Definition', name],
  ['this', name],
  ['FieldAccess', member],
  ['ScopedIdentifier', member],
  [
    'ArrayAccess',
    (node, lower) => {
      const [of, index] = meaning(node);
      return { kind: 'index', of: lower.some(of), index: lower.some(index), ...span(node) };
    },
  ],
  ['MethodInvocation', call],
  ['ObjectCreationExpression', create],
  ['BinaryExpression', binary('+', [])],
  ['UnaryExpression', numeric],
  ['UpdateExpression', numeric],
  ['TernaryExpression', either(0)],
  ['CastExpression', cast],
  ['VariableDeclarator', declarator],
  ['Resource', resource],
  ['ForSpec', eachOf],
  [
    'AssignmentExpression',
    (node, lower) => {
      const [target, sign, value] = children(node);
      const adds = lower.text(sign) === '+=';
      return { kind: 'assign', target: lower.some(target), value: lower.some(value), adds, ...span(node) };
    },
  ],
  [
    'ElementValuePair',
    (node, lower) => {
      const [key, value] = meaning(node);
      return { kind: 'record', entries: [{ key: lower.text(key), value: lower.some(value) }], ...span(node) };
    },
  ],
  ['MethodDeclaration', define],
  ['ConstructorDeclaration', define],
  ['ClassDeclaration', define],
  ['InterfaceDeclaration', define],
  ['EnumDeclaration', define],
  ['LambdaExpression', define],
  ['Annotation', annotation],
  ['MarkerAnnotation', annotation],
  ['IfStatement', branches],
  ['WhileStatement', branches],
  ['ForStatement', loop],
  ['EnhancedForStatement', loop],
  [
    'CatchClause',
    (node, lower) => {
      const body = lower.some(child(node, 'Block'));
      return { kind: 'branch', condition: undefined, body, otherwise: undefined, ...span(node) };
    },
  ],
  ['ReturnStatement', returned],
  ['ArrayInitializer', list],
  ['TypeName', nothing],
  ['PrimitiveType', nothing],
  ['GenericType', nothing],
  ['ScopedTypeName', nothing],
  ['ArrayType', nothing],
  ['ImportDeclaration', nothing],
  ['PackageDeclaration', nothing],
  ['Throws', nothing],
]);
