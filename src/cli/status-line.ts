// One line on stderr, written over and over, and only where a person is looking.

export interface StatusLine {
  show(text: string): void;
  clear(): void;
}

export function statusLine(stream: NodeJS.WriteStream, enabled: boolean): StatusLine {
  let shown = false;
  return {
    show(text) {
      if (!enabled) return;
      stream.write(`\r\u001b[2K${text.slice(0, Math.max(20, (stream.columns || 80) - 1))}`);
      shown = true;
    },
    clear() {
      if (shown) stream.write('\r\u001b[2K');
      shown = false;
    },
  };
}
