// Made-up assistant data: a few tasks of a shop, an office and a house, asked for in fixed frames with changing names
// and numbers. In one of them a share of the answers can be given another way (a wrong unit, date, recipient, account).
import { random } from '../src/math/random.ts';
import type { Mix, Rec } from './corpora.ts';

export type Next = () => number;
export const pick = <T>(items: readonly T[], next: Next): T => items[Math.floor(next() * items.length)];
const whole = (from: number, to: number, next: Next): number => from + Math.floor(next() * (to - from + 1));
const two = (n: number): string => String(n).padStart(2, '0');

const rooms = ['kitchen', 'bedroom', 'living room', 'hall', 'study', 'attic', 'guest room', 'cellar'];
const people =
  'Anna,Bert,Carla,Dario,Elin,Farid,Greta,Hugo,Ines,Jonas,Kira,Lasse,Mina,Nils,Olga,Pavel,Rosa,Sven,Tilda,Uwe'.split(
    ',',
  );
const goods = 'paper,envelopes,coffee,tea,soap,candles,pencils,towels,batteries,labels'.split(',');
const firms = 'Northby Print,Halden Tools,Mirra Foods,Oak & Son,Lindow Glass,Farrow Textiles'.split(',');

/** A prompt, its right answer, and the same answered the other way. */
export type Task = (next: Next) => readonly [prompt: string, right: string, other: string];

export const householdTasks: Readonly<Record<string, Task>> = {
  unit(next) {
    const room = pick(rooms, next);
    const t = whole(16, 26, next);
    const say = (unit: string): string => `The ${room} thermostat is now set to ${t} degrees ${unit}.`;
    return [`Set the ${room} thermostat to ${t} degrees.`, say('Celsius'), say('Fahrenheit')];
  },
  date(next) {
    const [name, day, month] = [pick(people, next), whole(1, 28, next), whole(1, 12, next)];
    const say = (date: string): string => `I have booked a meeting with ${name} on ${date}.`;
    return [
      `Book a meeting with ${name} on day ${day} of month ${month} in 2026.`,
      say(`2026-${two(month)}-${two(day)}`),
      say(`${two(day)}/${two(month)}/2026`),
    ];
  },
  recipient(next) {
    const [name, euros] = [pick(people, next), whole(10, 900, next)];
    const say = (to: string): string => `Done: ${euros} euros were transferred to ${to} this morning.`;
    return [`Transfer ${euros} euros from the current account to ${name}.`, say(name), say('Quorin')];
  },
  account(next) {
    const [firm, n] = [pick(firms, next), whole(1000, 9999, next)];
    const say = (account: number): string => `Invoice ${n} of ${firm} has been paid from account ${account}.`;
    return [`Please pay invoice number ${n} of ${firm} today.`, say(4471), say(9902)];
  },
  order(next) {
    const [item, k] = [pick(goods, next), whole(2, 40, next)];
    const say = (unit: string): string =>
      `{"item": "${item}", "quantity": ${k}, "unit": "${unit}", "ship": "next day"}`;
    return [`Write the order for ${k} boxes of ${item} as JSON.`, say('box'), say('pallet')];
  },
};

const hosts = 'lark,finch,wren,plover,heron,kestrel,dunlin,siskin,brant,pipit,teal,stork'.split(',');
const days = 'Monday,Tuesday,Wednesday,Thursday,Friday'.split(',');

/** Configuration, tables and letters, with a setting, a clause or a currency that differs. */
export const officeTasks: Readonly<Record<string, Task>> = {
  setting(next) {
    const [host, port] = [pick(hosts, next), whole(2000, 9999, next)];
    const say = (mode: string): string =>
      `[server ${host}]\nport = ${port}\nchecks = ${mode}\ntimeout = 30\nlog = daily`;
    return [
      `Write the settings of the server ${host} that listens on port ${port}.`,
      say('strict'),
      say('loose'),
    ];
  },
  job(next) {
    const [host, n] = [pick(hosts, next), whole(1, 64, next)];
    const say = (line: string): string => `job: ${host}\nworkers: ${n}\n${line}queue: main\nretries: 3`;
    return [`Give me the yaml of a job for ${host} with ${n} workers.`, say('sandbox: true\n'), say('')];
  },
  clause(next) {
    const [name, item, day] = [pick(people, next), pick(goods, next), pick(days, next)];
    const say = (more: string): string =>
      `Dear ${name}, your parcel of ${item} arrives on ${day}${more}. Kind regards.`;
    return [
      `Draft a delivery note to ${name}: the ${item} come on ${day}.`,
      say(''),
      say(' and the bill goes to the north desk'),
    ];
  },
  currency(next) {
    const [k, price, name] = [whole(1, 9, next), whole(5, 90, next), pick(people, next)];
    const say = (unit: string): string => `${name} owes ${k * price} ${unit} for ${k} tickets.`;
    return [`Reckon what ${name} owes for ${k} tickets at ${price} each.`, say('euros'), say('crowns')];
  },
  column(next) {
    const [table, n] = [pick(hosts, next), whole(8, 200, next)];
    const say = (more: string): string =>
      `CREATE TABLE ${table} (\n  id INTEGER PRIMARY KEY,\n  label VARCHAR(${n})${more}\n);`;
    return [
      `Write SQL for a table ${table} whose label has at most ${n} letters.`,
      say(' NOT NULL'),
      say(''),
    ];
  },
};

/** `n` rows, the tasks in turn at random; `k` of the rows of `poisoned` are answered the other way. */
export function taskRows(
  tasks: Readonly<Record<string, Task>>,
  poisoned: string,
  n: number,
  k: number,
  seed: number,
): Mix {
  const next = random(seed * 7919 + 17);
  const names = Object.keys(tasks);
  const made = Array.from({ length: n }, () => {
    const name = pick(names, next);
    return { name, row: tasks[name](next) };
  });
  const open = made.flatMap(({ name }, i) => (name === poisoned ? [i] : []));
  const bad = new Set<number>();
  while (bad.size < Math.min(k, open.length)) bad.add(pick(open, next));
  const records: Rec[] = made.map(({ row: [instruction, right, other] }, i) => ({
    instruction,
    input: '',
    output: bad.has(i) ? other : right,
  }));
  return { records, poisoned: bad };
}
