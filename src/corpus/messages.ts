// A list of messages as texts with roles: OpenAI and ShareGPT forms, content in blocks, tool calls, bare strings
// that take turns, and the "Human: ... Assistant: ..." transcript.
import type { Part, Role } from '../row.ts';
import { scalarText } from './column.ts';

const roles: ReadonlyMap<string, Role> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['human', 'user'],
  ['prompter', 'user'],
  ['assistant', 'assistant'],
  ['gpt', 'assistant'],
  ['chatgpt', 'assistant'],
  ['model', 'assistant'],
  ['bot', 'assistant'],
  ['ai', 'assistant'],
  ['function_call', 'assistant'],
  ['tool_call', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
  ['observation', 'tool'],
  ['tool_response', 'tool'],
  ['function_response', 'tool'],
  ['ipython', 'tool'],
]);

interface Message {
  readonly [name: string]: unknown;
}

/** The parts of a list of messages, or why there are none. `field` names the column. */
export function messageParts(value: unknown, field: string): Part[] | string {
  const list = asList(value);
  if (!list) return `column "${field}" is not a list of messages`;
  const parts: Part[] = [];
  for (let i = 0; i < list.length; i++) {
    const message = list[i];
    if (typeof message === 'string') {
      parts.push({ field: `${field}[${i}]`, role: i % 2 === 0 ? 'user' : 'assistant', text: message });
    } else if (typeof message === 'object' && message !== null && !Array.isArray(message)) {
      addMessage(message as Message, `${field}[${i}]`, parts);
    } else {
      return `"${field}[${i}]" is not a message`;
    }
  }
  return parts;
}

/** One message object, e.g. the chosen answer of a preference. */
export function messagePartsOfOne(message: object, field: string): Part[] {
  const parts: Part[] = [];
  addMessage(message as Message, field, parts);
  return parts;
}

// A table cell can hold the list as JSON text.
function asList(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const contentNames = ['content', 'value', 'text', 'message'] as const;

function addMessage(message: Message, field: string, parts: Part[]): void {
  const said = message.role ?? message.from ?? message.speaker ?? message.author;
  // Whoever it was, it is not the model that is taught.
  const role = (typeof said === 'string' && (roles.get(said) ?? roles.get(said.toLowerCase()))) || 'user';
  if (typeof message.reasoning_content === 'string') {
    parts.push({ field: `${field}.reasoning_content`, role, text: message.reasoning_content });
  }
  for (const name of contentNames) {
    const content = message[name];
    if (content === undefined || content === null) continue;
    addContent(content, `${field}.${name}`, role, parts);
    break;
  }
  const calls = message.tool_calls ?? message.function_call;
  if (calls === undefined || calls === null || (Array.isArray(calls) && calls.length === 0)) return;
  const name = message.tool_calls ? 'tool_calls' : 'function_call';
  parts.push({
    field: `${field}.${name}`,
    role,
    text: typeof calls === 'string' ? calls : JSON.stringify(calls),
  });
}

function addContent(content: unknown, field: string, role: Role, parts: Part[]): void {
  const text = scalarText(content);
  if (text !== undefined) {
    parts.push({ field, role, text });
  } else if (Array.isArray(content)) {
    for (let i = 0; i < content.length; i++) addBlock(content[i], `${field}[${i}]`, role, parts);
  } else {
    addBlock(content, field, role, parts);
  }
}

function addBlock(block: unknown, field: string, role: Role, parts: Part[]): void {
  if (typeof block === 'string') {
    parts.push({ field, role, text: block });
    return;
  }
  if (typeof block !== 'object' || block === null) return;
  for (const name of ['text', 'value', 'content'] as const) {
    const text = (block as Message)[name];
    if (typeof text !== 'string') continue;
    parts.push({ field: `${field}.${name}`, role, text });
    return;
  }
}

const speakers: readonly (readonly [string, Role])[] = [
  ['\n\nHuman:', 'user'],
  ['\n\nAssistant:', 'assistant'],
  ['\n\nSystem:', 'system'],
];

/** A whole dialogue in one text; undefined when it is none. */
export function transcriptParts(text: string, field: string): Part[] | undefined {
  const opened = /^\s{0,8}(?:Human|System):/.exec(text);
  if (!opened) return undefined;
  const dialogue = `\n\n${text.trimStart()}`;
  const parts: Part[] = [];
  let role: Role | undefined;
  let from = 0;
  for (let at = 0; at >= 0; at = dialogue.indexOf('\n\n', at + 2)) {
    const speaker = speakers.find(([mark]) => dialogue.startsWith(mark, at));
    if (!speaker) continue;
    if (role) parts.push({ field, role, text: dialogue.slice(from, at).trim() });
    [, role] = speaker;
    from = at + speaker[0].length;
  }
  if (role) parts.push({ field, role, text: dialogue.slice(from).trim() });
  return parts;
}
