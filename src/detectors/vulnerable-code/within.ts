// The parts of a node, and the node that a chain or a bracket is about.
import type { Argument, Node } from './syntax.ts';

/** Whatever stands directly within a node. */
export function inside(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'member':
      return [node.of];
    case 'index':
      return [node.of, node.index];
    case 'call':
      return [node.callee, ...node.args.map((a: Argument) => a.value)];
    case 'join':
      return node.parts;
    case 'format':
      return [node.template, ...node.args];
    case 'list':
      return node.items;
    case 'record':
      return node.entries.map((entry) => entry.value);
    case 'function':
      return [...node.marks, node.body];
    case 'assign':
      return [node.value, node.target];
    case 'branch':
      return [node.condition, node.body, node.otherwise].filter((n) => n !== undefined);
    case 'return':
      return node.value ? [node.value] : [];
    case 'number':
    case 'other':
      return node.children;
    default:
      return [];
  }
}

/** `&x` and `(x)` are x; `sb.append(a)` in a chain belongs to sb. */
export function strip(node: Node): Node {
  return node.kind === 'other' && node.children.length === 1 ? strip(node.children[0]) : node;
}

export function rootOf(node: Node): Node {
  if (node.kind === 'call' && node.callee.kind === 'member') return rootOf(node.callee.of);
  return strip(node);
}
