// The loop of unit-reasons.ts over the characters of a text, for WebAssembly: eight at a time where all of them are plain.
// `npm run kernels` makes unit-reasons-wasm.ts of it.
#include <stdint.h>
#include <wasm_simd128.h>

#define API(name) __attribute__((export_name(#name)))
// Units of a text that are looked at at once, as in unit-reasons.ts.
#define UNITS (1 << 16)

static uint16_t text[UNITS] __attribute__((aligned(16)));
static uint8_t table[1 << 16];

API(textAt) void *textAt(void) { return text; }
API(tableAt) void *tableAt(void) { return table; }

/** Whether all are printable ASCII or white space, of which the table says nothing. */
static int plain(v128_t units) {
  v128_t low = wasm_u16x8_lt(units, wasm_i16x8_splat(0x20));
  v128_t space = wasm_u16x8_lt(wasm_i16x8_sub(units, wasm_i16x8_splat(9)), wasm_i16x8_splat(5));
  v128_t high = wasm_u16x8_gt(units, wasm_i16x8_splat(0x7e));
  return !wasm_v128_any_true(wasm_v128_or(high, wasm_v128_andnot(low, space)));
}

API(reasons) int32_t reasons(int32_t n) {
  int32_t found = 0;
  int32_t i = 0;
  for (; i + 8 <= n; i += 8) {
    if (plain(wasm_v128_load(text + i))) continue;
    for (int32_t k = i; k < i + 8; k++) found |= table[text[k]];
  }
  for (; i < n; i++) found |= table[text[i]];
  return found;
}
