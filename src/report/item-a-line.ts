// Lists in a JSON file with an item a line, so that a person can read them and a version control can compare them.

/** Puts the items into the empty list `key` of a JSON text that is indented; `indent` stands before each of them. */
export function itemALine(json: string, key: string, items: readonly unknown[], indent = ''): string {
  const lines = items.map((item) => `\n${indent}${JSON.stringify(item)}`).join(',');
  return json.replace(`"${key}": []`, () => `"${key}": [${lines}]`);
}
