// What the rules see of a piece of code, whatever its language: calls, texts put together, names, assignments,
// functions. Each grammar's tree is lowered to this; what no rule asks about is `other`, with what stands in it.

export const languages = ['python', 'javascript', 'java', 'go', 'php', 'c'] as const;
/** `javascript` is TypeScript as well, `c` is C++ as well. */
export type Language = (typeof languages)[number];

/** Offsets in UTF-16 units of the parsed text, end exclusive. */
interface At {
  readonly from: number;
  readonly to: number;
}

export type Node = At &
  (
    | { readonly kind: 'text'; readonly text: string }
    /** A number, a truth value, null: `text` as it is written. */
    | { readonly kind: 'constant'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'member'; readonly of: Node; readonly name: string }
    | { readonly kind: 'index'; readonly of: Node; readonly index: Node }
    | {
        readonly kind: 'call';
        readonly callee: Node;
        readonly args: readonly Argument[];
        /** `new X(...)`, or a composite literal of a named type. */
        readonly made: boolean;
      }
    /** Texts put one after another, by an operator or in a template. */
    | { readonly kind: 'join'; readonly parts: readonly Node[] }
    /** A text with holes, e.g. `"%s" % x`. */
    | { readonly kind: 'format'; readonly template: Node; readonly args: readonly Node[] }
    | { readonly kind: 'list'; readonly items: readonly Node[] }
    | { readonly kind: 'record'; readonly entries: readonly Entry[] }
    | {
        readonly kind: 'function';
        readonly name: string;
        readonly params: readonly Param[];
        readonly marks: readonly Node[];
        readonly body: Node;
        /** A type's body: looked into, but nobody calls it. */
        readonly type: boolean;
      }
    | { readonly kind: 'assign'; readonly target: Node; readonly value: Node; readonly adds: boolean }
    /** Done only under a condition, or again and again. */
    | {
        readonly kind: 'branch';
        readonly condition: Node | undefined;
        readonly body: Node;
        readonly otherwise: Node | undefined;
      }
    | { readonly kind: 'return'; readonly value: Node | undefined }
    | { readonly kind: 'import'; readonly module: string; readonly name: string; readonly as: string }
    /** A sum, a comparison, a cast to a number: no text comes of it. */
    | { readonly kind: 'number'; readonly children: readonly Node[] }
    | { readonly kind: 'other'; readonly children: readonly Node[] }
  );

export interface Argument {
  /** Of a keyword argument; '' otherwise. */
  readonly name: string;
  readonly value: Node;
}

export interface Entry {
  readonly key: string;
  readonly value: Node;
}

export interface Param {
  readonly name: string;
  /** As written; '' where there is none. */
  readonly type: string;
}

export type Kind<K extends Node['kind']> = Extract<Node, { readonly kind: K }>;

/** What is done one after another. */
export function sequence(children: readonly Node[], from: number, to: number): Node {
  return children.length === 1 ? children[0] : { kind: 'other', children, from, to };
}
