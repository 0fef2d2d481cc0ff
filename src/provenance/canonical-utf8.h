// Whether bytes are UTF-8, as a decoder of the web platform sees it. Part of canonical-bytes.c.

// Keir and Lemire, Validating UTF-8 In Less Than One Instruction Per Byte (2021): what a byte and the two halves of the one
// before it allow, from three tables; an error is a bit that all three have.
#define TOO_SHORT 1
#define TOO_LONG 2
#define OVERLONG_3 4
#define TOO_LARGE 8
#define SURROGATE 16
#define OVERLONG_2 32
#define TOO_LARGE_1000 64
#define OVERLONG_4 64
#define TWO_CONTS 128
#define CARRY (TOO_SHORT | TOO_LONG | TWO_CONTS)

static int isUtf8(const uint8_t *text, uint32_t n) {
  uint32_t i = 0;
  v128_t any = wasm_i8x16_splat(0);
  for (; i + 64 <= n; i += 64) {
    any = wasm_v128_or(wasm_v128_or(wasm_v128_load(text + i), wasm_v128_load(text + i + 16)),
                       wasm_v128_or(wasm_v128_load(text + i + 32), wasm_v128_load(text + i + 48)));
    if (wasm_i8x16_bitmask(any)) break;
  }
  const v128_t high = wasm_u8x16_const(TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
                                       TWO_CONTS, TWO_CONTS, TWO_CONTS, TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
                                       TOO_SHORT | OVERLONG_3 | SURROGATE,
                                       TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
#define LARGE (CARRY | TOO_LARGE | TOO_LARGE_1000)
  const v128_t low = wasm_u8x16_const(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY,
                                      CARRY | TOO_LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE,
                                      LARGE | SURROGATE, LARGE, LARGE);
#define CONT (TOO_LONG | OVERLONG_2 | TWO_CONTS)
  const v128_t next = wasm_u8x16_const(
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
      CONT | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4, CONT | OVERLONG_3 | TOO_LARGE, CONT | SURROGATE | TOO_LARGE,
      CONT | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
  const v128_t nibble = wasm_i8x16_splat(15);
  v128_t before = wasm_i8x16_splat(0), error = before;
  // The zeros behind the text end whatever is not whole.
  for (; i <= n; i += 16) {
    v128_t here = wasm_v128_load(text + i);
#define BACK(k)                                                                                                     \
  wasm_i8x16_shuffle(before, here, 16 - k, 17 - k, 18 - k, 19 - k, 20 - k, 21 - k, 22 - k, 23 - k, 24 - k, 25 - k, \
                     26 - k, 27 - k, 28 - k, 29 - k, 30 - k, 31 - k)
    v128_t one = BACK(1);
    v128_t special =
        wasm_v128_and(wasm_v128_and(wasm_i8x16_swizzle(high, wasm_u8x16_shr(one, 4)),
                                    wasm_i8x16_swizzle(low, wasm_v128_and(one, nibble))),
                      wasm_i8x16_swizzle(next, wasm_u8x16_shr(here, 4)));
    v128_t third = wasm_u8x16_sub_sat(BACK(2), wasm_u8x16_splat(0xe0 - 0x80));
    v128_t fourth = wasm_u8x16_sub_sat(BACK(3), wasm_u8x16_splat(0xf0 - 0x80));
    v128_t must = wasm_v128_and(wasm_v128_or(third, fourth), wasm_u8x16_splat(0x80));
    error = wasm_v128_or(error, wasm_v128_xor(must, special));
    before = here;
  }
  return !wasm_v128_any_true(error);
}
