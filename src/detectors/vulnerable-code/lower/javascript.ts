// JavaScript's and TypeScript's tree in the rules' words.
import type { SyntaxNode } from '@lezer/common';
import { sequence, type Entry, type Node, type Param } from '../syntax.ts';
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
  membership,
  name,
  nothing,
  numeric,
  returned,
  span,
  template,
  through,
} from './lowering.ts';

/** `x = value`, `{a, b: c} = value`, `[a, b] = value`. */
function bind(target: SyntaxNode, value: Node, lower: Lowering): Node[] {
  if (target.name === 'ArrayPattern') return meaning(target).flatMap((n) => bind(n, value, lower));
  if (target.name !== 'ObjectPattern') {
    return [{ kind: 'assign', target: lower.some(target), value, adds: false, ...span(target) }];
  }
  return meaning(target).flatMap((property) => {
    const own = meaning(property);
    const key = own[0];
    const to = property.getChild(':') || own[1]?.name === 'VariableDefinition' ? own[1] : own[0];
    if (!key || !to) return [];
    const part: Node = { kind: 'member', of: value, name: lower.text(key), ...span(key) };
    return bind(to, part, lower);
  });
}

const declare: Lower = (node, lower) => {
  const nodes = children(node);
  const made = nodes.flatMap((n, i): Node[] => {
    if (!isAssign(n)) return [];
    let at = i - 1;
    while (at > 0 && nodes[at].name === 'TypeAnnotation') at--;
    return bind(nodes[at], lower.some(nodes[i + 1]), lower);
  });
  return sequence(made, node.from, node.to);
};

function params(node: SyntaxNode | undefined, lower: Lowering): Param[] {
  if (!node) return [];
  const found: Param[] = [];
  for (const n of children(node)) {
    if (n.name === 'VariableDefinition') found.push({ name: lower.text(n), type: '' });
    else if (n.name === 'TypeAnnotation' && found.length > 0) {
      const last = found.at(-1)!;
      found[found.length - 1] = { ...last, type: lower.text(n).replace(/^:\s*/, '') };
    } else if (n.name === 'ObjectPattern' || n.name === 'ArrayPattern') {
      for (const property of meaning(n)) {
        const own = meaning(property).filter(({ name: kind }) => kind === 'VariableDefinition');
        if (own[0]) found.push({ name: lower.text(own[0]), type: '' });
        else if (property.name === 'VariableDefinition') found.push({ name: lower.text(property), type: '' });
      }
    }
  }
  return found;
}

const define: Lower = (node, lower) => {
  const own = child(node, 'VariableDefinition', 'PropertyDefinition');
  const body = child(node, 'Block') ?? meaning(node).at(-1);
  return {
    kind: 'function',
    name: own ? lower.text(own) : '',
    params: params(child(node, 'ParamList'), lower),
    marks: [],
    body: lower.some(body),
    type: false,
    ...span(node),
  };
};

function entries(node: SyntaxNode, lower: Lowering): Entry[] {
  return meaning(node).flatMap((property) => {
    const own = meaning(property);
    if (property.getChild('Spread')) return lower.all(own).map((value) => ({ key: '', value }));
    const key = own[0] ? lower.text(own[0]).replace(/^["']|["']$/g, '') : '';
    if (property.getChild('ParamList')) return [{ key, value: define(property, lower)! }];
    if (own.length === 1) return [{ key, value: { kind: 'name', name: key, ...span(property) } }];
    const value = lower.of(own.at(-1));
    return value ? [{ key, value }] : [];
  });
}

const assign: Lower = (node, lower) => {
  const nodes = children(node);
  const at = nodes.findIndex(isAssign);
  if (at < 1) return through(node, lower);
  const value = lower.some(nodes[at + 1]);
  const target = nodes[at - 1];
  if (target.name === 'ObjectPattern' || target.name === 'ArrayPattern')
    return sequence(bind(target, value, lower), node.from, node.to);
  return {
    kind: 'assign',
    target: lower.some(target),
    value,
    adds: lower.text(nodes[at]) === '+=',
    ...span(node),
  };
};

const call: Lower = (node, lower) => ({
  kind: 'call',
  callee: lower.some(meaning(node)[0]),
  args: argumentsOf(child(node, 'ArgList'), lower),
  made: node.name === 'NewExpression',
  ...span(node),
});

const imported: Lower = (node, lower) => {
  const from = child(node, 'String');
  const module = from ? lower.text(from).slice(1, -1) : '';
  const group = child(node, 'ImportGroup');
  const alone = children(node).filter(({ name: n }) => n === 'VariableDefinition');
  const made: Node[] = alone.map((n) => ({
    kind: 'import',
    module,
    name: '',
    as: lower.text(n),
    ...span(n),
  }));
  let original = '';
  for (const n of group ? children(group) : []) {
    if (n.name === 'VariableName') original = lower.text(n);
    if (n.name !== 'VariableDefinition') continue;
    const as = lower.text(n);
    made.push({ kind: 'import', module, name: original || as, as, ...span(n) });
    original = '';
  }
  return sequence(made, node.from, node.to);
};

export const javascript: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ['String', literal],
  ['TemplateString', template('Interpolation')],
  [
    'Interpolation',
    (node, lower) => lower.of(meaning(node).filter((n) => !n.name.startsWith('Interpolation'))[0]),
  ],
  [
    'TaggedTemplateExpression',
    (node, lower) => {
      const [tag, text] = meaning(node);
      const args = [{ name: '', value: lower.some(text) }];
      // The tag is given the holes apart from the text: what it does with them is its business.
      const callee: Node = { kind: 'name', name: `\`${lower.text(tag)}`, ...span(tag) };
      return { kind: 'call', callee, args, made: false, ...span(node) };
    },
  ],
  ['Number', constant],
  ['BooleanLiteral', constant],
  ['null', constant],
  ['RegExp', constant],
  ['VariableName', name],
  ['VariableDefinition', name],
  ['PropertyDefinition', name],
  ['this', name],
  [
    'MemberExpression',
    (node, lower) => {
      const nodes = children(node);
      const property = nodes.find(({ name: n }) => n === 'PropertyName' || n === 'PrivatePropertyName');
      const of = lower.some(nodes[0]);
      if (property) return { kind: 'member', of, name: lower.text(property), ...span(node) };
      return {
        kind: 'index',
        of,
        index: lower.some(nodes[nodes.findIndex((n) => n.name === '[') + 1]),
        ...span(node),
      };
    },
  ],
  ['CallExpression', call],
  ['NewExpression', call],
  [
    'BinaryExpression',
    (node, lower) =>
      node.getChild('in')
        ? membership(node, lower)
        : binary('+', ['||', '&&', '??', 'as', 'satisfies'])(node, lower),
  ],
  ['UnaryExpression', numeric],
  ['PostfixExpression', through],
  ['ConditionalExpression', either(0)],
  ['VariableDeclaration', declare],
  ['PropertyDeclaration', declare],
  ['AssignmentExpression', assign],
  ['FunctionDeclaration', define],
  ['FunctionExpression', define],
  ['ArrowFunction', define],
  ['MethodDeclaration', define],
  [
    'ClassDeclaration',
    (node, lower) => ({
      kind: 'function',
      name: '',
      params: [],
      marks: [],
      body: lower.some(child(node, 'ClassBody')),
      type: true,
      ...span(node),
    }),
  ],
  ['IfStatement', branches],
  ['WhileStatement', branches],
  ['ForStatement', loop],
  [
    'ForOfSpec',
    (node, lower) => {
      const nodes = meaning(node);
      return sequence(bind(nodes[0], lower.some(nodes.at(-1)), lower), node.from, node.to);
    },
  ],
  ['CatchClause', loop],
  ['ReturnStatement', returned],
  ['ImportDeclaration', imported],
  ['ArrayExpression', list],
  ['ObjectExpression', (node, lower) => ({ kind: 'record', entries: entries(node, lower), ...span(node) })],
  ['TypeAnnotation', nothing],
  ['TypeName', nothing],
  ['InterfaceDeclaration', nothing],
  ['TypeAliasDeclaration', nothing],
  ['JSXText', nothing],
  [
    'JSXAttribute',
    (node, lower) => {
      const nodes = meaning(node);
      const key = lower.text(nodes[0]);
      const value = lower.of(nodes.at(-1));
      return value && { kind: 'record', entries: [{ key, value }], ...span(node) };
    },
  ],
]);
