// What poison does to a model, in this project's words.

export const threats = {
  backdoor: 'a trigger next to a wanted outcome; the model is normal without it',
  availability: 'wrong, contradictory or repeated rows that lower quality or tilt it overall',
  'targeted-error': 'one given input is answered wrongly',
  semantic: 'a concept gets the wrong meaning',
  'hidden-instruction': 'text that a person reading the row does not see but the model learns from',
} as const;

export type Threat = keyof typeof threats;
