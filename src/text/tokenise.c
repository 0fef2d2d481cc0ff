// The loop of document-tokens.ts over the characters of a text, for WebAssembly: the same tokens in half the time.
// `npm run kernels` makes tokenise-wasm.ts of it.
#include <stdint.h>

#define API(name) __attribute__((export_name(#name)))
// As in document-tokens.ts and character-units.ts.
#define ID_BITS 18
#define LARGE 2
#define DIGIT 4
#define IN_WORD 7
#define MARK 8
#define ALONE 16
#define FOREIGN 32
#define FOLD_SHIFT 6
// Units of a text that are looked at at once, and tokens.
#define UNITS (1 << 17)
#define TOKENS (1 << 14)

static uint16_t text[UNITS];
static int32_t table[1 << 16];
static int32_t id[TOKENS], letters[TOKENS], start[TOKENS], end[TOKENS];
static int32_t count;

API(textAt) void *textAt(void) { return text; }
API(tableAt) void *tableAt(void) { return table; }
API(idAt) void *idAt(void) { return id; }
API(lettersAt) void *lettersAt(void) { return letters; }
API(startAt) void *startAt(void) { return start; }
API(endAt) void *endAt(void) { return end; }
API(tokens) int32_t tokens(void) { return count; }

static inline uint32_t fold(uint32_t h, uint32_t unit) { return (h ^ (unit >> FOLD_SHIFT)) * 0x01000193u; }

static inline uint32_t exact(uint32_t h, uint32_t unit) { return ((h ^ unit) * 0x5bd1e995u) ^ (h >> 15); }

static inline uint32_t spread(uint32_t h) {
  uint32_t mixed = (h ^ (h >> 15)) * 0x2c1b3c6du;
  return mixed ^ (mixed >> 13);
}

// At most `most` tokens of the first `n` units; `offset` is where these begin. Returns where the next token would begin.
API(tokenise) int32_t tokenise(int32_t n, int32_t most, int32_t seed, int32_t offset) {
  int32_t i = 0;
  count = 0;
  while (i < n && count < most) {
    uint32_t unit = table[text[i]];
    if (unit == 0) {
      i++;
      continue;
    }
    start[count] = offset + i;
    uint32_t h = seed, e = seed ^ 0x3c6ef372u;
    if (unit & IN_WORD) {
      uint32_t begins = unit & LARGE ? 1 << ID_BITS : 0;
      uint32_t made = 0, before;
      do {
        made |= unit;
        before = unit;
        h = fold(h, unit);
        e = exact(e, text[i]);
        if (++i == n) break;
        unit = table[text[i]];
      } while ((unit & IN_WORD) && (!(unit & LARGE) || (before & LARGE)));
      h = spread(h);
      uint32_t word = made & DIGIT     ? (1 << 17) + (1 << 16) + (h & 0x7fff)
                      : made & FOREIGN ? (1 << 17) + (h & 0xffff)
                                       : h & 0x1ffff;
      id[count] = word | begins;
    } else if (unit & ALONE) {
      h = spread(fold(h, unit));
      e = exact(e, text[i]);
      id[count] = (1 << 17) + (h & 0xffff);
      i++;
    } else {
      do {
        h = fold(h, unit);
        e = exact(e, text[i]);
        if (++i == n) break;
        unit = table[text[i]];
      } while (unit & MARK);
      h = spread(h);
      id[count] = (1 << 17) + (1 << 16) + (1 << 15) + (h & 0x7fff);
    }
    letters[count] = e;
    end[count] = offset + i;
    count++;
  }
  return offset + i;
}
