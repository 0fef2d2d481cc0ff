// A member that stands twice in an object of a JSON text. Parsers differ in which of the two they take (RFC 8259, section 4),
// so what one program checked may not be what another one uses.

/** The first such name; `text` is valid JSON. */
export function duplicateKey(text: string): string | undefined {
  // Names in the objects around the place; undefined for an array.
  const around: (Set<string> | undefined)[] = [];
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case '{':
        around.push(new Set());
        break;
      case '[':
        around.push(undefined);
        break;
      case '}':
      case ']':
        around.pop();
        break;
      case '"': {
        const start = i;
        for (i++; text[i] !== '"'; i++) if (text[i] === '\\') i++;
        let after = i + 1;
        while (' \t\n\r'.includes(text[after] ?? 'x')) after++;
        if (text[after] !== ':') break;
        const name = JSON.parse(text.slice(start, i + 1)) as string;
        const names = around.at(-1) as Set<string>;
        if (names.has(name)) return name;
        names.add(name);
      }
    }
  }
  return undefined;
}
