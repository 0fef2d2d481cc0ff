// The canonical bytes of a JSON text (see canonical.ts) in one pass, for WebAssembly, 16 bytes of a string at a time. What is
// rare or needs JavaScript's own numbers it leaves to canonical-bytes.ts. `npm run kernels` makes canonical-bytes-wasm.ts of it.
#include <stdint.h>
#include <wasm_simd128.h>

#define API(name) __attribute__((export_name(#name)))
// As in canonical-kernel.ts.
#define WANTED 32
#define NAMES 2048
#define NUMBER 64
// Members of open objects, and levels; a text with more is left to TypeScript.
#define OPEN (1 << 14)
#define DEEPEST 1024
// What the canonical text may be longer, beyond the quotes of long whole numbers: 1e20 is written with 21 digits.
#define SLACK 4096
// A number that is asked for takes as long as some 30 bytes by way of the record; with more of them than that the record is quicker.
#define ASKS(bytes) (64 + (bytes) / 32)
// Read and written beyond the end of a text.
#define PAD 64
#define PAGE 65536

#define ARRAY 0xffffffffu
#define BAIL (-1)
#define ASK (-2)

// `end` is 0 for a member that is null; `prefix` holds the first bytes of the key, the first one highest.
struct Member {
  uint32_t start, key, end, prefix;
};
// `first` is the place of its first member, or ARRAY.
struct Level {
  uint32_t start, first;
  int32_t gather, sort;
};

// Where the result is, where the number is that is asked for, and then for each wanted member where its value is.
#define TOLD 4
static uint32_t told[TOLD + 2 * WANTED];
static uint8_t names[NAMES], number[NUMBER];
static uint32_t nameEnds[WANTED];
static uint32_t wanted;
static struct Member members[OPEN];
static struct Level levels[DEEPEST + 1];
extern uint8_t __heap_base;
static uint8_t *in, *out, *scratch, *result;
static uint32_t capacity;

// Where the pass stands when it asks for a number.
static const uint8_t *at, *ends;
static uint8_t *to;
static uint32_t depth, deepest, columns, count;
static int32_t slack, asks;

// Where a text of n bytes is to be put; 0 if there is no memory for it.
API(room) void *room(uint32_t n) {
  if (n > 1u << 30) return 0;
  if (n > capacity || !in) {
    uint32_t most = 65536;
    while (most < n) most *= 2;
    uint32_t larger = most + most / 8 + SLACK + PAD;
    uint64_t base = ((uint32_t)&__heap_base + 63) & ~63u;
    uint64_t pages = (base + most + PAD + 2ull * larger + PAGE - 1) / PAGE;
    uint32_t have = __builtin_wasm_memory_size(0);
    if (pages > PAGE || (pages > have && __builtin_wasm_memory_grow(0, pages - have) == (uint32_t)-1)) return 0;
    capacity = most;
    in = (uint8_t *)(uint32_t)base;
    out = in + most + PAD;
    scratch = out + larger;
  }
  return in;
}

static inline uint32_t word(const uint8_t *p) {
  uint32_t w;
  __builtin_memcpy(&w, p, 4);
  return w;
}

// Reads and writes up to 15 bytes more.
static inline void copy(uint8_t *into, const uint8_t *from, uint32_t n) {
  for (uint32_t i = 0; i < n; i += 16) wasm_v128_store(into + i, wasm_v128_load(from + i));
}

#include "canonical-utf8.h"
#include "canonical-members.h"
#include "canonical-string.h"
#include "canonical-number.h"

API(place) void *place(int32_t i) {
  switch (i) {
    case 0: return told;
    case 1: return names;
    case 2: return nameEnds;
    default: return number;
  }
}

// To be called once, when the names are at their place.
API(want) void want(uint32_t n) {
  wanted = n;
  fillWanted();
  fillHex();
  fillPowers();
}

#define WORD(a, b, c, d) ((uint32_t)(a) | (b) << 8 | (c) << 16 | (uint32_t)(d) << 24)
#define SPACE()                                                       \
  while (*p <= ' ') {                                                 \
    if (*p != ' ' && *p != '\n' && *p != '\r' && *p != '\t') return BAIL; \
    p++;                                                              \
  }

// From a value on, or, with the text of a number that was asked for, from behind that.
static int32_t pass(uint32_t given) {
  const uint8_t *p = at;
  uint8_t *o = to;
  struct Level *level = levels + depth;
  int null = 0;
  if (given) {
    copy(o, number, given);
    o += given;
    goto after;
  }
value:
  SPACE()
  switch (*p) {
    case '"': {
      int escaped;
      p++;
      *o++ = '"';
      if (!string(&p, &o, &escaped)) return BAIL;
      *o++ = '"';
      break;
    }
    case '{':
      if (depth == deepest) return BAIL;
      depth++;
      level++;
      level->start = o - out;
      level->first = count;
      level->gather = level->sort = 0;
      *o++ = '{';
      p++;
      SPACE()
      if (*p != '}') goto key;
      p++;
      *o++ = '}';
      goto closed;
    case '[':
      if (depth == deepest) return BAIL;
      depth++;
      level++;
      level->first = ARRAY;
      *o++ = '[';
      p++;
      SPACE()
      if (*p != ']') goto value;
      p++;
      *o++ = ']';
      goto closed;
    case 't':
      if (word(p) != WORD('t', 'r', 'u', 'e')) return BAIL;
      wasm_v128_store(o, wasm_v128_load(p));
      p += 4;
      o += 4;
      break;
    case 'f':
      if (word(p + 1) != WORD('a', 'l', 's', 'e')) return BAIL;
      wasm_v128_store(o, wasm_v128_load(p));
      p += 5;
      o += 5;
      break;
    case 'n':
      if (word(p) != WORD('n', 'u', 'l', 'l')) return BAIL;
      wasm_v128_store(o, wasm_v128_load(p));
      p += 4;
      o += 4;
      null = 1;
      break;
    default: {
      const uint8_t *start = p;
      int32_t found = numeral(&p, &o);
      if (found == BAIL) return BAIL;
      if (found == ASK) {
        told[2] = start - in;
        told[3] = p - start;
        at = p;
        to = o;
        return ASK;
      }
    }
  }
after:
  if (depth == 0) {
    while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t') p++;
    if (p != ends) return BAIL;
    told[0] = result - in;
    told[1] = (result == out ? o : to) - result;
    return 0;
  }
  SPACE()
  if (level->first == ARRAY) {
    null = 0;
    *o++ = *p;
    if (*p == ',') {
      p++;
      goto value;
    }
    if (*p++ != ']') return BAIL;
    goto closed;
  }
  if (null) {
    members[count - 1].end = 0;
    level->gather = 1;
    null = 0;
  } else {
    members[count - 1].end = o - out;
  }
  if (*p == ',') {
    p++;
    *o++ = ',';
    SPACE()
    goto key;
  }
  if (*p++ != '}') return BAIL;
  *o++ = '}';
  {
    struct Member *all = members + level->first;
    uint32_t n = count - level->first;
    count = level->first;
    int moved = level->sort | level->gather;
    if (level->sort && !sortMembers(all, n)) return BAIL;
    if (moved) {
      uint8_t *end = gather(scratch, all, n);
      uint32_t length = end - scratch;
      if (depth == 1) {
        result = scratch;
        to = end;
      } else {
        copy(out + level->start, scratch, length);
        o = out + level->start + length;
      }
    }
    if (depth == 1) {
      if (n > columns) return BAIL;
      tellWanted(all, n, moved);
    }
  }
closed:
  depth--;
  level--;
  goto after;
key:
  if (*p != '"' || count == OPEN) return BAIL;
  {
    struct Member *member = members + count++;
    member->start = o - out;
    *o++ = '"';
    p++;
    int escaped = 0;
    if (!string(&p, &o, &escaped) || escaped) return BAIL;
    const uint8_t *text = out + member->start + 1;
    uint32_t length = o - text;
    member->key = length;
    uint32_t prefix = __builtin_bswap32(word(text));
    member->prefix = length >= 4 ? prefix : length == 0 ? 0 : prefix & 0xffffffffu << 8 * (4 - length);
    if (count - 1 > level->first) {
      int32_t by = order(member - 1, member);
      if (by == 0) return BAIL;
      if (by > 0) level->sort = 1;
    }
    *o++ = '"';
    SPACE()
    if (*p++ != ':') return BAIL;
    *o++ = ':';
    goto value;
  }
}

// Of the n bytes that were put into the room. Returns 0, and what it found stands in `told`; BAIL if it is no JSON or not for this
// loop; ASK if it needs the number that stands there as JavaScript writes it: see `resume`.
API(canonical) int32_t canonical(uint32_t n, uint32_t depths, uint32_t most) {
  for (int i = 0; i < PAD; i += 16) wasm_v128_store(in + n + i, wasm_i8x16_splat(0));
  found = 0;
  for (uint32_t i = 0; i < wanted; i++) told[TOLD + 1 + 2 * i] = 0;
  if (!isUtf8(in, n)) return BAIL;
  at = in;
  ends = in + n;
  to = result = out;
  depth = count = 0;
  slack = SLACK;
  asks = ASKS(n);
  deepest = depths < DEEPEST ? depths : DEEPEST;
  columns = most;
  return pass(0);
}

// Goes on with the text of the number, of this length, at its place.
API(resume) int32_t resume(uint32_t length) {
  if (length > told[3]) slack -= length - told[3];
  return slack < 0 || asks-- == 0 ? BAIL : pass(length);
}
