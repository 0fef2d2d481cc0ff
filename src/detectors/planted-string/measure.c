// What measure-plainly.ts computes, for WebAssembly with vectors: the same numbers to the last bit, so every sum is made in the same order.
// `npm run kernels` makes measure-wasm.ts of it.
#include <stdint.h>
#include <wasm_simd128.h>

#define API(name) __attribute__((export_name(#name)))
// As in document-tokens.ts, feature-sums.ts, measure-plainly.ts and ordinary.ts.
#define ID_BITS 18
#define IDS (1 << ID_BITS)
#define PAIR_BITS 23
#define FEATURES 32
#define TOPICS 24
#define OF_WORD 30
#define BLOCK 8
#define PRIOR 8
#define STEP 2
#define WIDE 12
#define NARROW 4
#define TOKENS (1 << 14)
#define BLOCKS (TOKENS / BLOCK + 2)

// Features lie in the order in which they are summed: of every four 0, 2, 1, 3.
// Different rows lie side by side, so that those of frequent words stay near the processor; none lies across two lines of the cache.
static _Alignas(64) uint8_t table[IDS * FEATURES];
static uint32_t rowOfWord[IDS];
static uint32_t pairs[1 << (PAIR_BITS - 5)];
static int32_t id[TOKENS];
// Of each token where its row begins.
static uint32_t row[TOKENS];
// Pairs that were seen in the low half, capitals in the high half.
static uint32_t flag[TOKENS];
static uint32_t flagSums[BLOCKS];
// Of all tokens before each block, modulo 2 ** 16.
static _Alignas(64) uint16_t sums[BLOCKS * FEATURES];
// Sums of the ordinary tokens before a window, squares of units, and units.
static double before[FEATURES], unit[FEATURES], root[FEATURES];
// What a pair that was seen adds to features 30 and 31, and a capital to 31.
static double flagged[3];
static double kind[BLOCKS], topic[BLOCKS], narrow[BLOCKS], difference[FEATURES];
static int32_t length, blocks;

API(tableAt) void *tableAt(void) { return table; }
API(rowsAt) void *rowsAt(void) { return rowOfWord; }
API(pairsAt) void *pairsAt(void) { return pairs; }
API(idAt) void *idAt(void) { return id; }
API(beforeAt) void *beforeAt(void) { return before; }
API(unitAt) void *unitAt(void) { return unit; }
API(rootAt) void *rootAt(void) { return root; }
API(flaggedAt) void *flaggedAt(void) { return flagged; }
API(kindAt) void *kindAt(void) { return kind; }
API(topicAt) void *topicAt(void) { return topic; }
API(narrowAt) void *narrowAt(void) { return narrow; }
API(differenceAt) void *differenceAt(void) { return difference; }

static inline int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }
static inline int32_t largest(int32_t a, int32_t b) { return a > b ? a : b; }
static inline const uint8_t *rowOf(int32_t i) { return table + row[i]; }
static inline v128_t half(int32_t i, int32_t h) { return wasm_v128_load(rowOf(i) + 16 * h); }

static inline uint32_t pairSlot(uint32_t first, uint32_t second) {
  uint32_t h = ((first * 0x9e3779b1u) ^ (second + 0x7f4a7c15u)) * 0x85ebca6bu;
  return (h ^ (h >> 13)) >> (32 - PAIR_BITS);
}

static void flagTokens(void) {
  uint32_t previous = -1;
  for (int32_t i = 0; i < length; i++) {
    uint32_t token = id[i], word = token & (IDS - 1);
    uint32_t slot = pairSlot(previous, word);
    flag[i] = ((pairs[slot >> 5] >> (slot & 31)) & 1) | ((token & IDS) >> (ID_BITS - 16));
    row[i] = rowOfWord[word];
    previous = word;
  }
  // Before the first token there is none.
  if (length > 0) flag[0] &= ~1u;
}

// Four tokens of six bits fit one byte.
static inline v128_t four(int32_t i, int32_t h) {
  return wasm_i8x16_add(wasm_i8x16_add(half(i, h), half(i + 1, h)), wasm_i8x16_add(half(i + 2, h), half(i + 3, h)));
}

static inline v128_t addLow(v128_t s, v128_t x) { return wasm_i16x8_add(s, wasm_u16x8_extend_low_u8x16(x)); }
static inline v128_t addHigh(v128_t s, v128_t x) { return wasm_i16x8_add(s, wasm_u16x8_extend_high_u8x16(x)); }

// The sums are about the first `n` tokens of `id`.
API(begin) void begin(int32_t n) {
  length = n;
  blocks = (n + BLOCK - 1) / BLOCK;
  flagTokens();
  v128_t s0 = wasm_i16x8_splat(0), s1 = s0, s2 = s0, s3 = s0;
  uint32_t flags = 0;
  uint16_t *to = sums + FEATURES;
  for (int32_t b = 0, from = 0; b < blocks; b++, from += BLOCK, to += FEATURES) {
    if (from + BLOCK <= n) {
      v128_t x0 = four(from, 0), x1 = four(from, 1), y0 = four(from + 4, 0), y1 = four(from + 4, 1);
      s0 = addLow(addLow(s0, x0), y0);
      s1 = addHigh(addHigh(s1, x0), y0);
      s2 = addLow(addLow(s2, x1), y1);
      s3 = addHigh(addHigh(s3, x1), y1);
    } else {
      for (int32_t i = from; i < n; i++) {
        s0 = addLow(s0, half(i, 0));
        s1 = addHigh(s1, half(i, 0));
        s2 = addLow(s2, half(i, 1));
        s3 = addHigh(s3, half(i, 1));
      }
    }
    for (int32_t i = from; i < least(from + BLOCK, n); i++) flags += flag[i];
    flagSums[b + 1] = flags;
    wasm_v128_store(to, s0);
    wasm_v128_store(to + 8, s1);
    wasm_v128_store(to + 16, s2);
    wasm_v128_store(to + 24, s3);
  }
}

// The windows around a block, and what one token of each weighs.
typedef struct {
  int32_t low, at, high;
  double perAfter, perBefore, factor;
} Windows;

static inline Windows open(int32_t b, int32_t window) {
  Windows w = {largest(0, b - window), b, least(blocks, b + window)};
  w.perAfter = 1.0 / (least(length, w.high * BLOCK) - b * BLOCK);
  w.perBefore = 1.0 / ((b - w.low) * BLOCK + PRIOR);
  w.factor = 2.0 / (window * BLOCK) / (w.perBefore + w.perAfter);
  return w;
}

// Squared distance in two features whose sums lie in the low half of `after` and `earlier`; `more` is added to the differences.
static inline double ofTwo(v128_t after, v128_t earlier, int32_t k, const Windows *w, v128_t more) {
  v128_t there = wasm_f64x2_mul(wasm_f64x2_convert_low_u32x4(after), wasm_f64x2_splat(w->perAfter));
  v128_t here = wasm_f64x2_add(wasm_f64x2_convert_low_u32x4(earlier), wasm_v128_load(before + k));
  v128_t x = wasm_f64x2_add(wasm_f64x2_sub(there, wasm_f64x2_mul(here, wasm_f64x2_splat(w->perBefore))), more);
  x = wasm_f64x2_mul(wasm_f64x2_mul(x, x), wasm_v128_load(unit + k));
  return wasm_f64x2_extract_lane(x, 0) + wasm_f64x2_extract_lane(x, 1);
}

static inline v128_t upper(v128_t x) { return wasm_i32x4_shuffle(x, x, 2, 3, 2, 3); }

// Adds the squared distance in eight features from `k` on.
static inline double ofEight(double distance, int32_t k, const Windows *w, v128_t more5, v128_t more7) {
  v128_t middle = wasm_v128_load(sums + w->at * FEATURES + k);
  v128_t after = wasm_i16x8_sub(wasm_v128_load(sums + w->high * FEATURES + k), middle);
  v128_t earlier = wasm_i16x8_sub(middle, wasm_v128_load(sums + w->low * FEATURES + k));
  v128_t a0 = wasm_u32x4_extend_low_u16x8(after), a1 = wasm_u32x4_extend_high_u16x8(after);
  v128_t c0 = wasm_u32x4_extend_low_u16x8(earlier), c1 = wasm_u32x4_extend_high_u16x8(earlier);
  v128_t none = wasm_f64x2_splat(0);
  distance += ofTwo(a0, c0, k, w, none);
  distance += ofTwo(upper(a0), upper(c0), k + 2, w, none);
  distance += ofTwo(a1, c1, k + 4, w, more5);
  distance += ofTwo(upper(a1), upper(c1), k + 6, w, more7);
  return distance;
}

static inline double topicChange(int32_t b) {
  Windows w = open(b, WIDE);
  v128_t none = wasm_f64x2_splat(0);
  double distance = 0;
  for (int32_t k = 0; k < TOPICS; k += 8) distance = ofEight(distance, k, &w, none, none);
  return w.factor * distance;
}

static inline double kindChange(int32_t b, int32_t window) {
  Windows w = open(b, window);
  uint32_t after = flagSums[w.high] - flagSums[b], earlier = flagSums[b] - flagSums[w.low];
  double seen = (after & 0xffff) * w.perAfter - (earlier & 0xffff) * w.perBefore;
  double large = (after >> 16) * w.perAfter - (earlier >> 16) * w.perBefore;
  v128_t more30 = wasm_f64x2_make(0, seen * flagged[0]);
  v128_t more31 = wasm_f64x2_make(0, seen * flagged[1] + large * flagged[2]);
  return w.factor * ofEight(0, TOPICS, &w, more30, more31);
}

// Changes at the blocks up to `last`; those in the wide window at every other block unless `every`.
API(changes) void changes(int32_t last, int32_t every) {
  for (int32_t b = 1; b <= last; b++) {
    narrow[b] = kindChange(b, NARROW);
    if ((b & 1) && last > 1 && !every) continue;
    kind[b] = kindChange(b, WIDE);
    topic[b] = topicChange(b);
  }
}

// Sums of a stretch, at the end pairs seen and capitals.
typedef struct {
  int32_t of[FEATURES + 2];
} Sum;

static inline void add(Sum *s, int32_t i, int32_t times) {
  const uint8_t *bytes = rowOf(i);
  for (int32_t k = 0; k < FEATURES; k++) s->of[k] += times * bytes[k];
  s->of[FEATURES] += times * (int32_t)(flag[i] & 0xffff);
  s->of[FEATURES + 1] += times * (int32_t)(flag[i] >> 16);
}

static void sumOf(Sum *s, int32_t from, int32_t to) {
  int32_t first = (from + BLOCK - 1) / BLOCK, last = to / BLOCK;
  for (int32_t k = 0; k < FEATURES + 2; k++) s->of[k] = 0;
  if (first >= last) {
    for (int32_t i = from; i < to; i++) add(s, i, 1);
    return;
  }
  for (int32_t k = 0; k < FEATURES; k++) s->of[k] = (uint16_t)(sums[last * FEATURES + k] - sums[first * FEATURES + k]);
  uint32_t flags = flagSums[last] - flagSums[first];
  s->of[FEATURES] = flags & 0xffff;
  s->of[FEATURES + 1] = flags >> 16;
  for (int32_t i = from; i < first * BLOCK; i++) add(s, i, 1);
  for (int32_t i = last * BLOCK; i < to; i++) add(s, i, 1);
}

// Of every four features the inner two lie the other way round.
static inline int32_t placed(int32_t k) { return (k & 3) == 1 || (k & 3) == 2 ? k ^ 3 : k; }

// Squared distance between two stretches that meet, in features [from, to), which are left in `difference`.
static double between(const Sum *earlier, const Sum *after, int32_t tokensBefore, int32_t tokensAfter, int32_t from,
                      int32_t to) {
  double perAfter = 1.0 / tokensAfter, perBefore = 1.0 / (tokensBefore + PRIOR);
  double seen = after->of[FEATURES] * perAfter - earlier->of[FEATURES] * perBefore;
  double large = after->of[FEATURES + 1] * perAfter - earlier->of[FEATURES + 1] * perBefore;
  double distance = 0;
  for (int32_t k = from; k < to; k++) {
    int32_t p = placed(k);
    double x = after->of[p] * perAfter - (earlier->of[p] + before[p]) * perBefore;
    if (k >= OF_WORD) x += k == OF_WORD ? seen * flagged[0] : seen * flagged[1] + large * flagged[2];
    difference[k] = x * root[p];
    distance += x * x * unit[p];
  }
  return distance;
}

// The place from `first` to `last` at which the stretches before and after it, of [from, to), differ most; -1 when nowhere.
API(refined) int32_t refined(int32_t from, int32_t to, int32_t first, int32_t last, double window, int32_t ofTopic) {
  int32_t begins = ofTopic ? 0 : TOPICS, ends = ofTopic ? TOPICS : FEATURES, best = -1;
  double largestSize = 0;
  Sum earlier, after;
  sumOf(&earlier, from, first);
  sumOf(&after, first, to);
  for (int32_t place = first; place <= last; place += STEP) {
    double perAfter = 1.0 / (to - place), perBefore = 1.0 / (place - from + PRIOR);
    double size = 2.0 / window / (perBefore + perAfter) *
                  between(&earlier, &after, place - from, to - place, begins, ends);
    if (size > largestSize) {
      best = place;
      largestSize = size;
    }
    for (int32_t i = place; i < place + STEP; i++) {
      add(&earlier, i, 1);
      add(&after, i, -1);
    }
  }
  return best;
}

// Leaves the difference of the means of [place, to) and [from, place), in units of each feature, in `difference`.
API(means) void means(int32_t from, int32_t place, int32_t to) {
  Sum earlier, after;
  sumOf(&earlier, from, place);
  sumOf(&after, place, to);
  between(&earlier, &after, place - from, to - place, 0, FEATURES);
}
