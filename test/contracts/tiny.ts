// The small detectors of tiny-detectors.mjs, with their types, and where worker threads find them.
import type { Detector } from '../../src/detector.ts';

export const tinyRegistry = new URL('./tiny-detectors.mjs', import.meta.url);

interface Tiny {
  readonly marked: Detector;
  readonly lonely: Detector;
  readonly long: Detector;
  readonly counted: Detector;
  readonly elsewhere: Detector;
  readonly deadly: Detector;
}

export const tiny = (await import(tinyRegistry.href)) as Tiny;

/** Those that judge instruction rows and do no harm. */
export const harmless: readonly Detector[] = [tiny.marked, tiny.lonely, tiny.long, tiny.counted];
