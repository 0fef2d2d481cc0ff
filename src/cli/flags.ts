// Settings as flags of a command, and the values in force: a flag wins over the configuration, that over the default.
import { InvalidArgumentError, Option, type Command as CommanderCommand } from 'commander';
import type { Config } from './config.ts';
import {
  BadValue,
  parse,
  type Command,
  type Kind,
  type OptionValues,
  type Setting,
  type Value,
} from './setting.ts';
import { settingsOf } from './settings.ts';

export function addFlags(command: CommanderCommand, name: Command): void {
  for (const setting of settingsOf(name)) {
    const option = new Option(flagsOf(setting), helpOf(setting));
    if (setting.type.kind !== 'switch')
      option.argParser((text: string, previous?: Value) => parsed(setting.type, text, previous));
    command.addOption(option);
  }
}

/** As commander writes them: `-o, --out <dir>`. */
export function flagsOf({ flag, short, type }: Setting): string {
  const long = type.kind === 'switch' ? flag : `${flag} <${type.placeholder}>`;
  return short ? `${short}, ${long}` : long;
}

function helpOf(setting: Setting): string {
  const { type, what } = setting;
  const choices = type.kind === 'choice' || type.kind === 'choices' ? ` One of ${choicesOf(type)}.` : '';
  const standard = defaultOf(setting);
  return what + choices + (standard === '' ? '' : ` (${standard})`);
}

const choicesOf = (type: Extract<Kind, { choices: readonly string[] }>): string => type.choices.join(', ');

/** The default in words; '' for a switch that is off. */
export function defaultOf({ type, default: value, defaultInWords }: Setting): string {
  if (defaultInWords !== undefined) return defaultInWords;
  if (type.kind === 'switch') return '';
  if (type.kind === 'bytes') return sizeInWords(value as number);
  return String(value);
}

function sizeInWords(bytes: number): string {
  const power = Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return `${bytes / 2 ** (10 * power)} ${['bytes', 'KiB', 'MiB', 'GiB', 'TiB'][power]}`;
}

function parsed(type: Kind, text: string, previous: Value | undefined): Value {
  try {
    return parse(type, text, previous);
  } catch (error) {
    if (error instanceof BadValue) throw new InvalidArgumentError(`It must be ${error.message}.`);
    throw error;
  }
}

/** What holds for one call. */
export interface InForce {
  /** A flag that is off or a text that is absent is undefined or false. */
  on(name: string): boolean;
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  list(name: string): readonly string[] | undefined;
  options(name: string): OptionValues;
  /** Nobody gave it. */
  isDefault(name: string): boolean;
}

/** What was given as flags, by setting name; only what was given. */
export function givenFlags(command: CommanderCommand, name: Command): ReadonlyMap<string, Value> {
  const given = new Map<string, Value>();
  for (const setting of settingsOf(name)) {
    const option = command.options.find((o) => o.long === setting.flag);
    const value: unknown = option && command.getOptionValue(option.attributeName());
    if (option?.negate) {
      if (value === false) given.set(setting.name, true);
    } else if (value !== undefined && value !== false) given.set(setting.name, value as Value);
  }
  return given;
}

export function inForce(name: Command, flags: ReadonlyMap<string, Value>, config?: Config): InForce {
  const values = new Map<string, Value | undefined>();
  for (const setting of settingsOf(name)) {
    const { name: key, default: standard } = setting;
    values.set(key, flags.get(key) ?? config?.values.get(key) ?? standard);
  }
  const get = (key: string): Value | undefined => {
    if (!values.has(key)) throw new Error(`${name} has no setting ${key}`);
    return values.get(key);
  };
  return {
    on: (key) => get(key) === true,
    text: (key) => get(key) as string | undefined,
    number: (key) => get(key) as number | undefined,
    list: (key) => get(key) as readonly string[] | undefined,
    isDefault: (key) => !flags.has(key) && config?.values.get(key) === undefined,
    options: (key) => (get(key) as OptionValues | undefined) ?? {},
  };
}

/** Those that every command has which reads rows of other people's files. */
export function limitsOf(set: InForce) {
  return {
    recordBytes: set.number('limitRecordBytes') as number,
    unpackedBytes: set.number('limitUnpackedBytes') as number,
  };
}
