// The words of rows, hashed and signed: what src/text/normal-form.ts and src/math/minhash.ts do, eight UTF-16 units and
// four numbers at a time. The plain versions there say what each step means; tests hold both to the same results.
// `npm run kernels` makes near-duplicate-kernel-wasm.ts of it.
#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name)))

enum { part = 1, nothing = 2, whole = 3 };  // 0 is between words
enum { piece = 1024, slots = 64, rankBits = 26, keptFrom = 4, mostRows = 512, page = 65536 };

// Filled in from outside, once for each seed: where they lie is asked for by `place`.
static uint8_t kinds[65536];
static uint16_t forms[65536];
static struct {
  uint32_t mask[4], factor[4], low[4], high[4], chain[2];
  uint32_t seed, mixedSeed, flip, permute;
  uint8_t lenders[slots];
} drawn;
// What comes in: the texts of rows one behind the other, and for each row how many texts it has before its answer, how
// many in it, and their lengths.
static uint16_t units[65536 + 8];
static uint32_t layout[8192];
// What goes out, row by row.
static uint32_t counts[mostRows], exact[4 * mostRows];
static uint8_t signatures[2 * slots * mostRows];

// Words of the row at hand, each as two numbers, from the end of all else to the end of the memory.
extern uint64_t __heap_base[];
static uint64_t *const words = __heap_base;
static uint32_t length, answer;

// A piece of a text in normal form, 0 between words; it begins with what the piece before left of a word.
static uint16_t form[8 + 3 * piece + 2 * 64];
static uint32_t left, goesOn;
static uint64_t chain;
static uint16_t starts[2 * piece], ends[2 * piece];
static const uint16_t ones[16] = {0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff};

EXPORT(place) void *place(uint32_t what) {
  void *const all[] = {kinds, forms, &drawn, units, layout, counts, exact, signatures};
  return all[what];
}

static uint32_t fold(const uint16_t *text, uint32_t count, uint16_t *into) {
  const uint16_t *const begin = into;
  for (uint32_t i = 0; i < count;) {
    if (i + 8 <= count) {
      const v128_t eight = wasm_v128_load(text + i);
      if (!wasm_v128_any_true(wasm_v128_and(eight, wasm_i16x8_const_splat((short)0xff80)))) {
        // Plain ASCII: letters in lower case, digits and _ are parts of words.
        const v128_t small = wasm_v128_or(eight, wasm_i16x8_const_splat(0x20));
        const v128_t letter = wasm_u16x8_lt(wasm_i16x8_sub(small, wasm_i16x8_const_splat('a')), wasm_i16x8_const_splat(26));
        const v128_t digit = wasm_u16x8_lt(wasm_i16x8_sub(eight, wasm_i16x8_const_splat('0')), wasm_i16x8_const_splat(10));
        const v128_t under = wasm_i16x8_eq(eight, wasm_i16x8_const_splat('_'));
        const v128_t same = wasm_v128_and(eight, wasm_v128_or(digit, under));
        wasm_v128_store(into, wasm_v128_or(wasm_v128_and(small, letter), same));
        into += 8;
        i += 8;
        continue;
      }
    }
    const uint32_t end = i + 8 < count ? i + 8 : count;
    for (; i < end; i++) {
      const uint16_t unit = text[i];
      const uint8_t kind = kinds[unit];
      if (kind == nothing) continue;
      if (kind == whole) *into++ = 0;
      *into++ = kind == 0 ? 0 : forms[unit];
      if (kind == whole) *into++ = 0;
    }
  }
  return into - begin;
}

static inline uint32_t sum(v128_t four) {
  const v128_t two = wasm_i32x4_add(four, wasm_i32x4_shuffle(four, four, 2, 3, 0, 1));
  return wasm_i32x4_extract_lane(two, 0) + wasm_i32x4_extract_lane(two, 1);
}

// The two numbers of up to eight units of a word.
static inline uint64_t block(const uint16_t *at, uint32_t count) {
  const v128_t eight = wasm_v128_and(wasm_v128_load(at), wasm_v128_load(ones + 8 - count));
  v128_t mixed = wasm_i32x4_mul(wasm_v128_xor(eight, wasm_v128_load(drawn.mask)), wasm_v128_load(drawn.factor));
  mixed = wasm_v128_xor(mixed, wasm_u32x4_shr(mixed, 16));
  const uint32_t low = sum(wasm_i32x4_mul(mixed, wasm_v128_load(drawn.low)));
  const uint32_t high = sum(wasm_i32x4_mul(mixed, wasm_v128_load(drawn.high)));
  return (uint64_t)high << 32 | low;
}

// Takes them into the numbers of the blocks before.
static inline uint64_t take(uint64_t before, const uint16_t *at, uint32_t count) {
  const uint64_t numbers = block(at, count);
  const uint32_t low = (uint32_t)before * drawn.chain[0] + (uint32_t)numbers;
  const uint32_t high = (uint32_t)(before >> 32) * drawn.chain[1] + (uint32_t)(numbers >> 32);
  return (uint64_t)high << 32 | low;
}

static inline uint64_t wordOf(uint32_t start, uint32_t end, uint64_t chain) {
  if (end - start <= 8 && chain == 0) {
    chain = block(form + start, end - start);
  } else {
    for (; end - start > 8; start += 8) chain = take(chain, form + start, 8);
    chain = take(chain, form + start, end - start);
  }
  return chain ^ (chain >> 15 & 0x0001ffff0001ffff);
}

// Writes down the places of the bits that are set, eight at a time: how many there are cannot be foreseen.
static inline uint32_t placesOf(uint64_t bits, uint32_t base, uint16_t *into, uint32_t count) {
  const uint32_t after = count + __builtin_popcountll(bits);
  for (; count < after; count += 8) {
    for (uint32_t i = 0; i < 8; i++, bits &= bits - 1) into[count + i] = base + __builtin_ctzll(bits);
  }
  return after;
}

static void hashPiece(uint32_t count, int last) {
  if (last) form[count++] = 0;
  for (uint32_t i = 0; i < 8; i++) wasm_v128_store(form + count + 8 * i, wasm_i16x8_const_splat(0));
  const v128_t zero = wasm_i16x8_const_splat(0);
  uint32_t begun = 0, ended = 0;
  uint64_t before = 0;
  for (uint32_t i = 0; i < count; i += 64) {
    uint64_t between = 0;
    for (uint32_t j = 0; j < 4; j++) {
      const v128_t a = wasm_i16x8_eq(wasm_v128_load(form + i + 16 * j), zero);
      const v128_t b = wasm_i16x8_eq(wasm_v128_load(form + i + 16 * j + 8), zero);
      between |= (uint64_t)wasm_i8x16_bitmask(wasm_i8x16_narrow_i16x8(a, b)) << (16 * j);
    }
    const uint64_t in = ~between, after = in << 1 | before;
    begun = placesOf(in & ~after, i, starts, begun);
    ended = placesOf(between & after, i, ends, ended);
    before = in >> 63;
  }
  // A word that the piece breaks off ends in the zeros behind it, or in the next block.
  uint32_t full = ended;
  uint32_t rest = 0;
  if (!last && count > 0 && form[count - 1] != 0) {
    full = begun - 1;
    rest = 1;
  }
  uint64_t *const into = words + length;
  if (full > 0) into[0] = wordOf(starts[0], ends[0], goesOn ? chain : 0);
  for (uint32_t word = 1; word < full; word++) into[word] = wordOf(starts[word], ends[word], 0);
  length += full;
  if (full > 0) goesOn = 0;
  left = 0;
  if (!rest) return;
  uint32_t start = starts[begun - 1];
  if (!goesOn) chain = 0;
  for (; count - start > 8; start += 8) chain = take(chain, form + start, 8);
  goesOn = 1;
  left = count - start;
  for (uint32_t i = 0; i < left; i++) form[i] = form[start + i];
}

static void roomFor(uint32_t more) {
  const uint32_t needed = (uint32_t)(words + length + more + 1);
  const uint32_t have = __builtin_wasm_memory_size(0) * page;
  if (needed > have) __builtin_wasm_memory_grow(0, (needed - have) / page + 1 + (have / page) / 4);
}

EXPORT(beginRow) void beginRow(void) { length = answer = 0; }
EXPORT(beginAnswer) void beginAnswer(void) { answer = length; }

// The units from `from` on; `last`: the text ends with them.
EXPORT(text) void text(uint32_t from, uint32_t count, uint32_t last) {
  do {
    const uint32_t some = count < piece ? count : piece;
    roomFor(some + 1);
    const uint32_t folded = left + fold(units + from, some, form + left);
    from += some;
    count -= some;
    hashPiece(folded, last && count == 0);
  } while (count > 0);
}

static inline uint32_t mix(uint32_t h) {
  h = (h ^ h >> 16) * 0x85ebca6b;
  h = (h ^ h >> 13) * 0xc2b2ae35;
  return h ^ h >> 16;
}

static void digest(uint32_t *into) {
  uint32_t a = drawn.seed, b = ~drawn.seed, c = drawn.mixedSeed, d = length;
  for (uint32_t i = 0; i < length; i++) {
    const uint32_t x = words[i], y = words[i] >> 32;
    a = (a ^ x) * 0x85ebca6b + (a >> 15);
    b = (b ^ y) * 0xc2b2ae35 + (b >> 13);
    c = (c + x) * 0x27d4eb2f ^ (y + (c >> 16));
    d = (d + y) * 0x165667b1 ^ (x + (d >> 14));
  }
  into[0] = mix(a);
  into[1] = mix(b);
  into[2] = mix(c);
  into[3] = mix(d);
}

enum { none = 1 << rankBits };
// Of words and of pairs, of every second one each: what is written to one is not read again at once, which would take long.
static uint32_t least[4][slots];

static inline void takeIn(uint32_t *in, uint32_t hash) {
  uint32_t *const slot = in + (hash >> rankBits);
  // The lesser of two without a branch, which no processor could foresee.
  const uint32_t before = *slot, below = (hash & (none - 1)) - before;
  *slot = before + (below & (uint32_t)((int32_t)below >> 31));
}

static inline uint32_t pairOf(uint32_t before, uint32_t word) {
  const uint32_t pair = before * 0x2c1b3c6d + word;
  return pair ^ pair >> 15;
}

// The kept byte of sixteen slots, and which of them are filled.
static v128_t bytes[4], filled[4];

static void gather(uint32_t quarter) {
  v128_t kept[4], has[4];
  for (uint32_t i = 0; i < 4; i++) {
    const uint32_t at = 16 * quarter + 4 * i;
    const v128_t words = wasm_u32x4_min(wasm_v128_load(least[0] + at), wasm_v128_load(least[2] + at));
    const v128_t pairs = wasm_u32x4_min(wasm_v128_load(least[1] + at), wasm_v128_load(least[3] + at));
    const v128_t rank = wasm_u32x4_min(words, pairs);
    kept[i] = wasm_v128_and(wasm_u32x4_shr(rank, keptFrom), wasm_i32x4_const_splat(0xff));
    has[i] = wasm_i32x4_ne(rank, wasm_i32x4_const_splat(none));
  }
  bytes[quarter] = wasm_u8x16_narrow_i16x8(wasm_u16x8_narrow_i32x4(kept[0], kept[1]), wasm_u16x8_narrow_i32x4(kept[2], kept[3]));
  filled[quarter] = wasm_i8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(has[0], has[1]), wasm_i16x8_narrow_i32x4(has[2], has[3]));
}

// All empty slots ask at once, sixteen in a step: which are empty no processor could foresee.
static void write(uint8_t *into) {
  v128_t known[4], have[4];
  for (uint32_t i = 0; i < 4; i++) {
    gather(i);
    have[i] = filled[i];
    known[i] = wasm_v128_and(bytes[i], filled[i]);
  }
  const v128_t own = wasm_u8x16_const(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (uint32_t k = 0; k < slots - 1; k++) {
    const v128_t all = wasm_v128_and(wasm_v128_and(have[0], have[1]), wasm_v128_and(have[2], have[3]));
    if (wasm_i8x16_all_true(all)) break;
    const v128_t lender = wasm_v128_xor(own, wasm_u8x16_splat(drawn.lenders[k] & 15));
    const uint32_t other = drawn.lenders[k] >> 4;
    for (uint32_t i = 0; i < 4; i++) {
      const v128_t lends = wasm_i8x16_swizzle(filled[i ^ other], lender);
      const v128_t lent = wasm_v128_and(wasm_i8x16_swizzle(bytes[i ^ other], lender), lends);
      known[i] = wasm_v128_or(known[i], wasm_v128_andnot(lent, have[i]));
      have[i] = wasm_v128_or(have[i], lends);
    }
  }
  for (uint32_t i = 0; i < 4; i++) wasm_v128_store(into + 16 * i, known[i]);
}

static void sign(uint32_t start, uint32_t end, uint8_t *into) {
  const uint32_t flip = drawn.flip, permute = drawn.permute;
  for (uint32_t i = 0; i < 4 * slots; i++) least[0][i] = none;
  uint32_t before = words[start];
  if (start < end) takeIn(least[0], (before ^ flip) * permute);
  uint32_t i = start + 1;
  for (; i + 1 < end; i += 2) {
    const uint32_t word = words[i], next = words[i + 1];
    takeIn(least[0], (word ^ flip) * permute);
    takeIn(least[1], (pairOf(before, word) ^ flip) * permute);
    takeIn(least[2], (next ^ flip) * permute);
    takeIn(least[3], (pairOf(word, next) ^ flip) * permute);
    before = next;
  }
  if (i < end) {
    const uint32_t word = words[i];
    takeIn(least[0], (word ^ flip) * permute);
    takeIn(least[1], (pairOf(before, word) ^ flip) * permute);
  }
  write(into);
}

EXPORT(endRow) void endRow(uint32_t row, uint32_t answerWords) {
  counts[row] = length;
  if (length == 0) return;
  digest(exact + 4 * row);
  const uint32_t two = answer > 0 && length - answer >= answerWords;
  uint8_t *const into = signatures + 2 * slots * row;
  sign(0, two ? answer : (length + 1) / 2, into);
  sign(two ? answer : length / 2, length, into + slots);
}

EXPORT(rows) void rows(uint32_t count, uint32_t answerWords) {
  const uint32_t *said = layout;
  uint32_t from = 0;
  for (uint32_t row = 0; row < count; row++) {
    beginRow();
    const uint32_t before = *said++, after = *said++;
    for (uint32_t i = 0; i < before + after; i++) {
      if (i == before) beginAnswer();
      text(from, *said, 1);
      from += *said++;
    }
    if (after == 0) beginAnswer();
    endRow(row, answerWords);
  }
}
