// Arrow's metadata, looked over before the Arrow library sees it: the library believes every length that it is
// told, and a few wrong bytes would have it fill the memory. Layouts are those of Arrow's Message.fbs and Schema.fbs.

/** Where a file's footer says that a message begins. */
export type Blocks = readonly number[];

/** What one message says about itself. */
export interface ArrowMessage {
  readonly bodyBytes: number;
  /** Rows and list items in all columns: no batch can honestly hold more list items than this. */
  readonly items: number;
}

/** Tables and vector items that one message may have: far more than any schema, far less than memory. */
const mostItems = 1_000_000;
const deepestField = 64;
/** A column without buffers (all null) may have this many rows for no bytes at all. */
const rowsOfNothing = 2 ** 20;

/** Undefined when a length or a place lies outside the bytes. */
export function readMessage(bytes: Buffer): ArrowMessage | undefined {
  return ifSound(() => message(flatBuffer(bytes)));
}

/** The places of all dictionaries and record batches; undefined when the footer is not sound. */
export function readFooter(bytes: Buffer): Blocks | undefined {
  return ifSound(() => footer(flatBuffer(bytes)));
}

function ifSound<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    // Also what Buffer throws for a place beyond its end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Table = (id: number) => number | undefined;
type FlatBuffer = ReturnType<typeof flatBuffer>;

/** Tables and vectors of a FlatBuffer, with a bound on how many are visited. */
function flatBuffer(bytes: Buffer) {
  let budget = mostItems;
  const spend = (count: number): void => {
    budget -= count;
    if (budget < 0) throw new RangeError('more than any message has');
  };
  const target = (at: number): number => at + bytes.readUInt32LE(at);

  /** Gives the place of a table's field by its number. */
  function table(at: number): Table {
    spend(1);
    const fields = at - bytes.readInt32LE(at);
    const size = bytes.readUInt16LE(fields);
    return (id) => {
      const slot = 4 + 2 * id;
      const offset = slot < size ? bytes.readUInt16LE(fields + slot) : 0;
      return offset === 0 ? undefined : at + offset;
    };
  }

  return {
    bytes,
    root: (): Table => table(target(0)),
    tableAt: (at: number): Table => table(target(at)),
    /** Places of the items. */
    vector(at: number | undefined, itemBytes: number): number[] {
      if (at === undefined) return [];
      const start = target(at);
      const count = bytes.readUInt32LE(start);
      spend(count);
      if (start + 4 + count * itemBytes > bytes.length) throw new RangeError('vector beyond the message');
      return Array.from({ length: count }, (_, i) => start + 4 + i * itemBytes);
    },
    text(at: number | undefined): void {
      if (at === undefined) return;
      const start = target(at);
      if (start + 4 + bytes.readUInt32LE(start) > bytes.length)
        throw new RangeError('text beyond the message');
    },
  };
}

function message(buffer: FlatBuffer): ArrowMessage {
  const { bytes, root, tableAt } = buffer;
  const said = root();
  const [typeAt, headerAt, bodyAt] = [said(1), said(2), said(3)];
  const bodyBytes = bodyAt === undefined ? 0 : Number(bytes.readBigInt64LE(bodyAt));
  if (!Number.isSafeInteger(bodyBytes) || bodyBytes < 0) throw new RangeError('no length of a body');
  checkPairs(buffer, said(4));
  if (headerAt === undefined || typeAt === undefined) throw new RangeError('no header');
  const header = tableAt(headerAt);
  switch (bytes[typeAt]) {
    case 1: // Schema
      checkSchema(buffer, header);
      return { bodyBytes, items: 0 };
    case 2: {
      // DictionaryBatch
      const data = header(1);
      if (data === undefined) throw new RangeError('a dictionary without data');
      return { bodyBytes, items: itemsOf(buffer, tableAt(data), bodyBytes) };
    }
    case 3: // RecordBatch
      return { bodyBytes, items: itemsOf(buffer, header, bodyBytes) };
    default:
      throw new RangeError('a kind of message that no table has');
  }
}

function footer(buffer: FlatBuffer): Blocks {
  const { bytes, root, tableAt, vector } = buffer;
  const said = root();
  const schema = said(1);
  if (schema === undefined) throw new RangeError('no schema');
  checkSchema(buffer, tableAt(schema));
  checkPairs(buffer, said(4));
  return [...vector(said(2), 24), ...vector(said(3), 24)].map((at) => Number(bytes.readBigInt64LE(at)));
}

function checkSchema(buffer: FlatBuffer, schema: Table): void {
  checkFields(buffer, schema(1), deepestField);
  checkPairs(buffer, schema(2));
}

function checkPairs({ vector, tableAt, text }: FlatBuffer, at: number | undefined): void {
  for (const item of vector(at, 4)) {
    const pair = tableAt(item);
    text(pair(0));
    text(pair(1));
  }
}

function checkFields(buffer: FlatBuffer, at: number | undefined, depth: number): void {
  if (depth === 0) throw new RangeError('nested too deep');
  for (const item of buffer.vector(at, 4)) {
    const field = buffer.tableAt(item);
    buffer.text(field(0));
    checkFields(buffer, field(5), depth - 1);
    checkPairs(buffer, field(6));
  }
}

/** Rows and list items of a batch, none of them more than its bytes can hold. */
function itemsOf({ bytes, vector }: FlatBuffer, batch: Table, bodyBytes: number): number {
  const most = Math.max(8 * bodyBytes, rowsOfNothing);
  const checked = (at: number): number => {
    const count = Number(bytes.readBigInt64LE(at));
    if (count < 0 || count > most) throw new RangeError('more rows than bytes for them');
    return count;
  };
  const rows = batch(0);
  let items = rows === undefined ? 0 : checked(rows);
  for (const node of vector(batch(1), 16)) items += checked(node);
  for (const at of vector(batch(2), 16)) {
    const start = bytes.readBigInt64LE(at);
    const length = bytes.readBigInt64LE(at + 8);
    if (start < 0n || length < 0n || start + length > BigInt(bodyBytes)) {
      throw new RangeError('buffer beyond the body');
    }
  }
  return items;
}
