// Tables and lists in Markdown.

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

export const row = (...cells) => `| ${cells.map(cell).join(' | ')} |`;

export const list = (items, last = 'or') =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
