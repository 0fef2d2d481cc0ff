// PHP's tree in the rules' words; variables are named without their dollar sign.
import type { SyntaxNode } from '@lezer/common';
import { sequence, type Node, type Param } from '../syntax.ts';
import {
  argumentsOf,
  binary,
  child,
  children,
  constant,
  either,
  literal,
  loop,
  type Lower,
  type Lowering,
  meaning,
  nothing,
  numeric,
  returned,
  span,
  template,
} from './lowering.ts';

const named: Lower = (node, { text }) => ({
  kind: 'name',
  name: text(node)
    .replace(/^[$\\]+/, '')
    .replace(/^.*\\/s, ''),
  ...span(node),
});

const holes = ['VariableName', 'Interpolation', 'MemberExpression', 'SubscriptExpression'];

/** The grammar leaves a heredoc whole. */
const heredoc: Lower = (node, { text }) => {
  const written = text(node);
  const parts: Node[] = [];
  const nowdoc = /^<<<\s*'/.test(written);
  let at = Math.max(0, written.indexOf('\n') + 1);
  for (const hole of nowdoc ? [] : written.matchAll(/\{?\$(\w{1,60})/g)) {
    const from = node.from + hole.index;
    parts.push({ kind: 'text', text: written.slice(at, hole.index), from: node.from + at, to: from });
    at = hole.index + hole[0].length;
    parts.push({ kind: 'name', name: hole[1], from, to: node.from + at });
  }
  parts.push({
    kind: 'text',
    text: written.slice(at).replace(/\n\s*\w+$/, ''),
    from: node.from + at,
    to: node.to,
  });
  return { kind: 'join', parts, ...span(node) };
};

function params(node: SyntaxNode | undefined, lower: Lowering): Param[] {
  if (!node) return [];
  return meaning(node).flatMap((parameter) => {
    const own = child(parameter, 'VariableName');
    const type = meaning(parameter).find(({ name: n }) => /Type/.test(n));
    return own ? [{ name: lower.text(own).slice(1), type: type ? lower.text(type) : '' }] : [];
  });
}

const define: Lower = (node, lower) => {
  const own = child(node, 'Name');
  const body =
    child(node, 'Block', 'DeclarationList') ??
    (node.name === 'ArrowFunction' ? meaning(node).at(-1) : undefined);
  return {
    kind: 'function',
    name: own ? lower.text(own) : '',
    params: params(child(node, 'ParamList'), lower),
    marks: [],
    body: lower.some(body),
    type: /Class|Trait|Interface/.test(node.name),
    ...span(node),
  };
};

const branches: Lower = (node, lower) => {
  const [condition, body, ...rest] = meaning(node);
  return {
    kind: 'branch',
    condition: lower.of(condition),
    body: lower.some(body),
    otherwise: rest.length > 0 ? sequence(lower.all(rest), rest[0].from, node.to) : undefined,
    ...span(node),
  };
};

const eachOf: Lower = (node, lower) => {
  const [value, ...targets] = meaning(node);
  if (!value) return undefined;
  const from = lower.some(value);
  const names = targets.flatMap((n) => (n.name === 'Pair' ? meaning(n) : [n]));
  const made = names.map((n): Node => ({
    kind: 'assign',
    target: lower.some(n),
    value: from,
    adds: false,
    ...span(n),
  }));
  return sequence(made, node.from, node.to);
};

const call: Lower = (node, lower) => ({
  kind: 'call',
  callee: lower.some(meaning(node)[0]),
  args: argumentsOf(child(node, 'ArgList'), lower),
  made: node.name === 'NewExpression',
  ...span(node),
});

const member: Lower = (node, lower) => {
  const [of, ...rest] = meaning(node);
  const last = rest.at(-1);
  return { kind: 'member', of: lower.some(of), name: last ? lower.text(last) : '', ...span(node) };
};

/** What is no function in the grammar but does something all the same. */
const does =
  (what: string): Lower =>
  (node, lower) => ({
    kind: 'call',
    callee: { kind: 'name', name: what, ...span(node) },
    args: lower
      .all(meaning(node).flatMap((n) => (n.name === 'SequenceExpression' ? meaning(n) : [n])))
      .map((value) => ({ name: '', value })),
    made: false,
    ...span(node),
  });

const assign: Lower = (node, lower) => {
  const nodes = children(node);
  const sign = nodes.findIndex(({ name: n }) => n === 'AssignOp' || n === 'UpdateOp');
  if (sign < 1) return numeric(node, lower);
  const target = lower.some(nodes[sign - 1]);
  const value = lower.some(meaning(node).at(-1));
  return { kind: 'assign', target, value, adds: lower.text(nodes[sign]) === '.=', ...span(node) };
};

const array: Lower = (node, lower) => {
  const items = (child(node, 'ValueList') ? meaning(child(node, 'ValueList')!) : meaning(node)).filter(
    ({ name: n }) => n !== 'Ellipsis',
  );
  if (!items.some(({ name: n }) => n === 'Pair'))
    return { kind: 'list', items: lower.all(items), ...span(node) };
  return {
    kind: 'record',
    entries: items.flatMap((n) => {
      const own = n.name === 'Pair' ? meaning(n) : [n];
      const value = lower.of(own.at(-1));
      return value
        ? [{ key: own.length > 1 ? lower.text(own[0]).replace(/^["']|["']$/g, '') : '', value }]
        : [];
    }),
    ...span(node),
  };
};

const cast: Lower = (node, lower) => {
  const [type, value] = meaning(node);
  return /^(int|integer|float|double|bool|boolean)$/i.test(type ? lower.text(type) : '')
    ? numeric(node, lower)
    : lower.of(value);
};

const shell: Lower = (node, { text }) => {
  const written = text(node);
  const value = heredoc(node, { text: () => `\n${written}` } as unknown as Lowering)!;
  return {
    kind: 'call',
    callee: { kind: 'name', name: 'shell_exec', ...span(node) },
    args: [{ name: '', value }],
    made: false,
    ...span(node),
  };
};

export const php: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['String', (node, lower) => (node.firstChild ? template(...holes)(node, lower) : literal(node, lower))],
  ['Interpolation', (node, lower) => lower.of(meaning(node)[0])],
  ['HeredocString', heredoc],
  ['ShellExpression', shell],
  ['Integer', constant],
  ['Float', constant],
  ['Boolean', constant],
  ['null', constant],
  ['VariableName', named],
  ['Name', named],
  ['QualifiedName', named],
  ['ClassMemberName', named],
  ['MemberExpression', member],
  ['ScopedExpression', member],
  [
    'SubscriptExpression',
    (node, lower) => {
      const [of, index] = meaning(node);
      return { kind: 'index', of: lower.some(of), index: lower.some(index), ...span(node) };
    },
  ],
  ['CallExpression', call],
  ['NewExpression', call],
  ['BinaryExpression', binary('.', ['??', '||', '&&'])],
  ['UnaryExpression', numeric],
  ['ConditionalExpression', either(0)],
  ['CastExpression', cast],
  ['AssignmentExpression', assign],
  ['VariableDeclarator', assign],
  ['ConstElement', assign],
  ['UpdateExpression', assign],
  ['FunctionDefinition', define],
  ['FunctionExpression', define],
  ['ArrowFunction', define],
  ['MethodDeclaration', define],
  ['ClassDeclaration', define],
  ['IfStatement', branches],
  ['WhileStatement', branches],
  ['ForStatement', loop],
  ['ForeachStatement', loop],
  ['SwitchStatement', loop],
  ['ForSpec', eachOf],
  ['ReturnStatement', returned],
  ['EchoStatement', does('echo')],
  ['PrintIntrinsic', does('echo')],
  ['IncludeExpression', does('include')],
  ['RequireExpression', does('include')],
  ['RequireOnceExpression', does('include')],
  ['IncludeOnceExpression', does('include')],
  ['ArrayExpression', array],
  ['NamedType', nothing],
  ['OptionalType', nothing],
  ['Visibility', nothing],
  ['NamespaceUseDeclaration', nothing],
  ['NamespaceDefinition', nothing],
]);
