// An Arrow file is read by the places in its footer. Before it is, the footer and every message are looked over.
import type { FileHandle } from 'node:fs/promises';
import type { Limits } from '../reader.ts';
import { readFooter, readMessage } from './arrow-metadata.ts';
import { broken, continuation, damaged } from './arrow-stream.ts';

const magic = 'ARROW1';

export async function isArrowFile(handle: FileHandle): Promise<boolean> {
  return (await readAt(handle, 0, magic.length))?.toString('latin1') === magic;
}

/** Gives the rows and list items of all messages. Throws `UnreadableFile` when the file is not sound. */
export async function checkFile(handle: FileHandle, limits: Limits): Promise<number> {
  const { size } = await handle.stat();
  const tail = await readAt(handle, size - 10, 10);
  if (tail?.toString('latin1', 4) !== magic) throw broken();
  const footerBytes = tail.readUInt32LE(0);
  if (footerBytes > size - 10 || footerBytes > limits.recordBytes) throw damaged();
  const footer = await readAt(handle, size - 10 - footerBytes, footerBytes);
  const blocks = footer && readFooter(footer);
  if (!blocks) throw damaged();
  let items = 0;
  for (const place of blocks) {
    const prefix = await readAt(handle, place, 8);
    if (!prefix) throw damaged();
    // Before Arrow 0.15 there was no continuation mark.
    const marked = prefix.readUInt32LE(0) === continuation;
    const metadataBytes = prefix.readUInt32LE(marked ? 4 : 0);
    if (metadataBytes > limits.recordBytes) throw damaged();
    const start = place + (marked ? 8 : 4);
    const metadata = await readAt(handle, start, metadataBytes);
    const message = metadata && readMessage(metadata);
    if (!message || start + metadataBytes + message.bodyBytes > size) throw damaged();
    items += message.items;
  }
  return items;
}

/** Undefined where the file does not have all the bytes. */
async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer | undefined> {
  if (position < 0 || !Number.isSafeInteger(position)) return undefined;
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) return undefined;
    done += bytesRead;
  }
  return buffer;
}
