// What every grammar's lowering has in common: a table from the grammar's names to what they mean, a walk that goes no
// deeper than a limit, and the texts of literals.
import type { SyntaxNode } from '@lezer/common';
import { sequence, type Argument, type Node } from '../syntax.ts';

export type Lower = (node: SyntaxNode, lowering: Lowering) => Node | undefined;

export interface Lowering {
  /** The meaning of one node; undefined for signs, keywords and comments. */
  of(node: SyntaxNode | null | undefined): Node | undefined;
  /** As `of`, but always something. */
  some(node: SyntaxNode | null | undefined): Node;
  all(nodes: readonly SyntaxNode[]): Node[];
  /** Empty for what broken code lacks. */
  text(node: SyntaxNode | null | undefined): string;
}

/** Deeper nodes are left out; what people write is twenty deep, a chain of a hundred `+` is a hundred. */
const deepest = 250;
/** Nodes looked at for each unit of code: there is about one, and a part that means two things is looked at twice. */
const nodesPerUnit = 8;

export function lowering(text: string, table: ReadonlyMap<string, Lower>): Lowering {
  let depth = 0;
  let left = nodesPerUnit * text.length + 1000;
  const self: Lowering = {
    of(node) {
      if (!node || depth > deepest || left-- <= 0) return undefined;
      depth++;
      const handler = table.get(node.name);
      const lowered = handler ? handler(node, self) : inside(node, self);
      depth--;
      return lowered;
    },
    some: (node) => self.of(node) ?? { kind: 'other', children: [], ...span(node) },
    all: (nodes) => nodes.flatMap((node) => self.of(node) ?? []),
    text: (node) => (node ? text.slice(node.from, node.to) : ''),
  };
  return self;
}

function inside(node: SyntaxNode, { all }: Lowering): Node | undefined {
  if (!node.firstChild) return undefined;
  return sequence(all(children(node)), node.from, node.to);
}

export function span(node: SyntaxNode | null | undefined): { from: number; to: number } {
  return { from: node?.from ?? 0, to: node?.to ?? 0 };
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** Children that carry meaning: letters begin the names of grammar nodes, and keywords are written small. */
export function meaning(node: SyntaxNode): SyntaxNode[] {
  return children(node).filter(({ name }) => /^[A-Z]/.test(name) && !/Comment$|^Comment|Op$/.test(name));
}

export const child = (node: SyntaxNode, ...names: string[]): SyntaxNode | undefined =>
  children(node).find(({ name }) => names.includes(name));

export const name: Lower = (node, { text }) => ({ kind: 'name', name: text(node), ...span(node) });
export const constant: Lower = (node, { text }) => ({ kind: 'constant', text: text(node), ...span(node) });
export const nothing: Lower = () => undefined;
export const through: Lower = (node, { all }) => {
  const found = all(meaning(node));
  return found.length === 0 ? undefined : sequence(found, node.from, node.to);
};
export const list: Lower = (node, { all }) => ({ kind: 'list', items: all(meaning(node)), ...span(node) });
export const numeric: Lower = (node, { all }) => ({
  kind: 'number',
  children: all(meaning(node)),
  ...span(node),
});
export const returned: Lower = (node, { of }) => ({
  kind: 'return',
  value: of(meaning(node)[0]),
  ...span(node),
});

/** Condition, body and what is done otherwise, in this order. */
export const branches: Lower = (node, lower) => {
  const [condition, body, otherwise] = meaning(node);
  return {
    kind: 'branch',
    condition: lower.of(condition),
    body: lower.some(body),
    otherwise: lower.of(otherwise),
    ...span(node),
  };
};

/** What may be done, once or more often. */
export const loop: Lower = (node, lower) => {
  const body = sequence(lower.all(meaning(node)), node.from, node.to);
  return { kind: 'branch', condition: undefined, body, otherwise: undefined, ...span(node) };
};

/** A literal between quotes of some kind, with prefixes of letters; escapes are left as they stand but for quotes. */
export const literal: Lower = (node, { text }) => ({
  kind: 'text',
  text: unquoted(text(node)),
  ...span(node),
});

export function unquoted(written: string): string {
  const start = written.search(/["'`]/);
  if (start < 0) return written;
  const quote = written[start];
  const width = written.startsWith(quote.repeat(3), start) ? 3 : 1;
  const end = written.length >= start + 2 * width && written.endsWith(quote.repeat(width)) ? width : 0;
  return written
    .slice(start + width, written.length - end)
    .replace(/\\(["'`\\])/g, '$1')
    .replace(/\\[nrt]/g, ' ');
}

/** A literal with holes: the nodes called `hole` (and those in `bare`) are expressions, the rest is text. */
export function template(...holes: string[]): Lower {
  return (node, lower) => {
    const parts: Node[] = [];
    const written = lower.text(node);
    const open = /^[a-zA-Z]*("""|'''|["'`])/.exec(written)?.[0].length ?? 1;
    let at = node.from + open;
    const close = node.to - (/("""|'''|["'`])$/.exec(written)?.[0].length ?? 0);
    const put = (to: number): void => {
      const text = written.slice(at - node.from, to - node.from);
      if (text !== '') parts.push({ kind: 'text', text: text.replace(/\\[nrt]/g, ' '), from: at, to });
    };
    for (const inner of children(node)) {
      if (!holes.includes(inner.name)) continue;
      put(inner.from);
      parts.push(lower.some(inner));
      at = inner.to;
    }
    put(Math.max(at, close));
    return parts.length === 0
      ? { kind: 'text', text: '', ...span(node) }
      : { kind: 'join', parts, ...span(node) };
  };
}

/** Operators that put texts together are `joins`; the others compute a number or choose one of two. */
export function binary(joins: string, chooses: readonly string[]): Lower {
  return (node, lower) => {
    const inner = children(node).filter(({ name: n }) => !/Comment/.test(n));
    const operator = inner.find((c, i) => i > 0 && /Op$|^(and|or|in|not|is)$|^[^A-Za-z]/.test(c.name));
    const sides = inner.filter((c) => c !== operator);
    const sign = operator ? lower.text(operator) : '';
    const operands = lower.all(sides);
    if (sign === joins) return { kind: 'join', parts: operands, ...span(node) };
    if (chooses.includes(sign)) return { kind: 'other', children: operands, ...span(node) };
    return { kind: 'number', children: operands, ...span(node) };
  };
}

/** The arguments of a call, with the keywords of those that have one. */
export function argumentsOf(node: SyntaxNode | undefined, lower: Lowering): Argument[] {
  if (!node) return [];
  return meaning(node).flatMap((n) => {
    const value = lower.of(n);
    return value ? [{ name: '', value }] : [];
  });
}

export const isAssign = (node: SyntaxNode): boolean =>
  ['AssignOp', 'Equals', 'UpdateOp', '=', ':='].includes(node.name);

/** One of two, by a condition of which no text comes: `condition` is its position among what is meant. */
export const either =
  (condition: number): Lower =>
  (node, { all }) => {
    const found = all(meaning(node));
    const made = found.map((one, i): Node =>
      i === condition ? { kind: 'number', children: [one], from: one.from, to: one.to } : one,
    );
    return { kind: 'other', children: made, ...span(node) };
  };

/** `x in y` is told as a call, so that a look at an allowed list can be seen. */
export function membership(node: SyntaxNode, { all }: Lowering): Node {
  const sides = all(meaning(node));
  const callee: Node = { kind: 'name', name: 'in', ...span(node) };
  return {
    kind: 'call',
    callee,
    args: sides.map((value) => ({ name: '', value })),
    made: false,
    ...span(node),
  };
}
