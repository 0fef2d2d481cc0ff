// The weaknesses that are looked for: those of the CWE Top 25 of 2025 that one function can show, and a few more.
import type { Rule } from './rule.ts';
import { command } from './rules/command.ts';
import { files } from './rules/files.ts';
import { pages } from './rules/markup.ts';
import { memory } from './rules/memory.ts';
import { parsing } from './rules/parsing.ts';
import { secrets } from './rules/secrets.ts';
import { settings } from './rules/settings.ts';
import { sql } from './rules/sql.ts';
import { transport } from './rules/transport.ts';

export const rules: readonly Rule[] = [
  ...sql,
  ...command,
  ...pages,
  ...files,
  ...parsing,
  ...secrets,
  ...transport,
  ...memory,
  ...settings,
];
